import array, bisect, collections, copy, csv, heapq, io, pickle, zlib, hashlib, base64, datetime
d = collections.OrderedDict.fromkeys("abracadabra")
d.move_to_end("a")
print(list(d), collections.Counter("mississippi").most_common(2), collections.deque([1, 2, 3], maxlen=2), collections.ChainMap({"a": 1}, {"b": 2})["b"])
h = [5, 1, 4]
heapq.heapify(h)
print([heapq.heappop(h) for _ in range(3)], bisect.bisect([1, 3, 5], 3), sorted({"b": 1, "a": 2}.items(), key=lambda p: p[1]))
a = array.array("i", range(5))
a[1:3] = array.array("i", [9])
m = memoryview(bytearray(b"abcdef"))
m[1:3] = b"XY"
print(a, bytes(m[::2]), m.tolist()[:2], {1, 2} ^ {2, 3}, frozenset([1]) | {2}, [1, 2] * 2, (1,) + (2,))
nested = [1, [2, {"k": (3, {4})}]]
clone = copy.deepcopy(nested)
clone[1][1]["k"] = None
print(nested, clone, pickle.loads(pickle.dumps(nested, 5)) == nested)
out = io.StringIO()
csv.writer(out).writerows([["a,b", 'q"q'], [1, None]])
print(repr(out.getvalue()), list(csv.DictReader(io.StringIO("x,y\n1,2\n"))))
data = b"payload" * 100
print(len(zlib.compress(data)), zlib.crc32(data), hashlib.sha256(data).hexdigest()[:16], hashlib.md5(b"").hexdigest()[:8], base64.b85encode(b"\x00\xff12"))
print(datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc).isoformat(), datetime.date(2024, 1, 31) + datetime.timedelta(30), datetime.datetime.strptime("1 Dec 2026", "%d %b %Y").weekday())
x = list(range(10))
del x[2:8:2]
x[1:1] = ["in"]
print(x, x[-3:], x.index("in"), list(reversed(x))[:2], list(zip(*[[1, 2], [3, 4]])), max(x[2:]), any([0, ""]), all([]))
