select (version() like 'PostgreSQL 18%')::text as yes;

create table t(a int, b text);

insert into t select i, md5(i::text) from generate_series(1, 2000) i;

create index on t(b);

select string_agg(b, ',' order by b) as joined from t where a < 5;

select (sum(a) || ' ' || max(b)) as sums from t where b > '8';

create extension hstore;

select ('a=>1,b=>2'::hstore -> 'b') as item;

create extension pg_trgm;

select similarity('postgres', 'postgrez')::text as similar;

create extension ltree;

select ('a.b.c'::ltree <@ 'a.b'::ltree)::text as below;

create extension citext;

select ('AbC'::citext = 'aBc')::text as equal;

create extension cube;

create extension earthdistance;

select earth_distance(ll_to_earth(52.5, 13.4), ll_to_earth(48.1, 11.6))::text as meters;

create extension fuzzystrmatch;

select (levenshtein('kitten', 'sitting') || soundex('Robert') || metaphone('Thompson', 4)) as sounds;

create extension intarray;

select ('{1,2,3}'::int[] & '{2,3,4}'::int[])::text as common;

create extension isn;

select '978-0-393-04002-9'::isbn13::text as isbn;

create extension btree_gist;

create extension btree_gin;

create extension bloom;

create index on t using bloom(a);

create extension seg;

select ('1.5 .. 2.5'::seg @> '2'::seg)::text as inside;

create extension tablefunc;

select count(*)::text as numbers from normal_rand(10, 5, 3);

create extension unaccent;

select unaccent('Hôtel') as plain;

create extension "uuid-ossp";

select uuid_generate_v5(uuid_ns_url(), 'x')::text as id;

create extension pgcrypto;

select encode(digest('abc', 'sha256'), 'hex') as digest;

select crypt('pw', '$1$abcdefgh$') as crypted;

create extension pageinspect;

select count(*)::text as items from heap_page_items(get_raw_page('t', 0));

create extension amcheck;

select bt_index_check('t_b_idx')::text as checked;

create extension nosuch;

create function twice(n int) returns int language plpgsql as $$ begin return 2 * n; exception when others then return -1; end $$;

select (twice(21) || ' ' || twice(2000000000)) as twice;

select 1/0;

select plainto_tsquery('english', 'running cats')::text as query;

select to_tsvector('german', 'Häuser laufen')::text as vector;

select (sqrt(2::float8) || ' ' || exp(1.5::numeric) || ' ' || 2::numeric ^ 100.5) as numbers;

select jsonb_path_query_array('{"a": [1, 2, {"b": 3}]}', '$.a[*] ? (@.type() == "number")')::text as found;

with recursive f(n, a, b) as (values (1, 0::numeric, 1::numeric) union all select n + 1, b, a + b from f where n < 120) select max(a)::text as fibonacci from f;

