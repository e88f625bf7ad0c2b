// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An index on the network: the pages of PEP 503 with the attributes of PEP 592 and PEP 658. */
final class SimpleRepository {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ANCHOR = Pattern.compile("<a\\s([^>]*)>([^<]*)</a>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|'([^']*)'))?");
    private static final Pattern SHA256 = Pattern.compile("sha256=([0-9a-fA-F]{64})");
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final boolean offline;
    private HttpClient client;

    SimpleRepository(boolean offline) {
        this.offline = offline;
    }

    /** One file that an index names. */
    record File(String name, String sha256, URI place, String requiresPython, boolean yanked) {
    }

    /** The files of a package; none if the index does not know it. */
    List<File> files(String index, String name) throws PackagesException {
        URI page = URI.create(index.endsWith("/") ? index : index + "/").resolve(name + "/");
        HttpResponse<InputStream> response = get(page);
        try (InputStream body = response.body()) {
            if (response.statusCode() == NOT_FOUND) {
                return List.of();
            }
            if (response.statusCode() != OK) {
                throw new PackagesException("The index " + page + " answers with status " + response.statusCode());
            }
            return parse(response.uri(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (PackagesException e) {
            throw e;
        } catch (IOException e) {
            throw new PackagesException("The index " + page + " breaks off (" + e + ")", e);
        }
    }

    /** The body of what is at an address. */
    InputStream open(URI place) throws PackagesException {
        HttpResponse<InputStream> response = get(place);
        if (response.statusCode() != OK) {
            throw new PackagesException("No wheel is at " + place + ": status " + response.statusCode());
        }
        return response.body();
    }

    private HttpResponse<InputStream> get(URI place) throws PackagesException {
        if (offline) {
            throw new PackagesException(place + " is needed, and Maven is offline: run it once without -o");
        }
        if (client == null) {
            client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(PATIENCE)
                            .proxy(ProxySelector.getDefault()).build();
        }
        try {
            return client.send(HttpRequest.newBuilder(place).timeout(PATIENCE).header("Accept", "text/html").build(),
                            HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackagesException("Waiting for " + place + " was interrupted", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new PackagesException("The index cannot be reached: " + place + " (" + e + ")", e);
        }
    }

    static List<File> parse(URI page, String html) {
        List<File> files = new ArrayList<>();
        Matcher anchor = ANCHOR.matcher(html);
        while (anchor.find()) {
            String href = null;
            String python = "";
            boolean yanked = false;
            Matcher attribute = ATTRIBUTE.matcher(anchor.group(1));
            while (attribute.find()) {
                String value = unescape(attribute.group(2) != null ? attribute.group(2) : attribute.group(3));
                switch (attribute.group(1).toLowerCase(java.util.Locale.ROOT)) {
                    case "href" -> href = value;
                    case "data-requires-python" -> python = value;
                    case "data-yanked" -> yanked = true;
                    default -> { }
                }
            }
            if (href != null) {
                try {
                    URI place = page.resolve(href);
                    Matcher hash = SHA256.matcher(place.getFragment() == null ? "" : place.getFragment());
                    String withoutFragment = place.toString().replaceFirst("#.*", "");
                    files.add(new File(anchor.group(2).strip(), hash.find() ? hash.group(1).toLowerCase(java.util.Locale.ROOT) : null,
                                    URI.create(withoutFragment), python, yanked));
                } catch (IllegalArgumentException notAnAddress) {
                    continue;
                }
            }
        }
        return files;
    }

    private static String unescape(String text) {
        return text == null ? "" : text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    }
}
