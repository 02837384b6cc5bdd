import assert from "node:assert/strict";
import { MOST, toContent } from "../../../../../tools/github/page/content";
import { digestOf, storedDeployment, storedImage } from "../samples";

const NOTHING = { deployments: [], storage: [], requests: [] };

/** The text of each cell, by row; the rows of all tables in one list. */
function rowsOf(content: string): string[][] {
    const rows = [...content.matchAll(/<tr role="row">(?:<th scope="row"|<td).*<\/tr>/g)].map(([row]) => row);
    return rows.map((row) =>
        [...row.matchAll(/<t[hd] (?:scope="row" )?role="\w+" data-heading="[^"]+">(.*?)<\/t[hd]>/g)].map(
            ([, cell = ""]) => cell.replaceAll("</li><li>", "; ").replace(/<[^>]+>/g, ""),
        ),
    );
}

const captionsOf = (content: string): string[] =>
    [...content.matchAll(/<caption role="caption">(.*)<\/caption>/g)].map(([, text = ""]) =>
        text.replace(/<[^>]+>/g, ""),
    );

const HOSTILE = `"><script>alert('x')</script>`;

describe("What the page shows", () => {
    it("of nothing is that there is none yet", () => {
        const { text } = toContent(NOTHING);
        assert.equal(text.match(/None yet\./g)?.length, 3);
        assert.doesNotMatch(text, /<table/);
    });

    it("has everything of a deployment, in a table for each cluster and environment", () => {
        const deployments = [
            storedDeployment({ cluster: "a" }),
            storedDeployment({ cluster: "a", deployment_name: "b", status: "decommissioned", tags: {}, version: null }),
            storedDeployment({ cluster: "a", physical_environment: null, runtime_risks: [] }),
        ];
        const { text } = toContent({ ...NOTHING, deployments });
        assert.deepEqual(captionsOf(text), [
            "In organization acme, cluster a, logical environment production, physical environment eu",
            "In organization acme, cluster a, logical environment production",
        ]);
        const digest = `sha256:${"0".repeat(12)}…`;
        assert.deepEqual(rowsOf(text), [
            ["shop/api", "api", "1.4.2", digest, "deployed", "api", "team=shop; tier=1", "internet-exposed"],
            ["b", "api", "", digest, "decommissioned", "api", "", "internet-exposed"],
            ["shop/api", "api", "1.4.2", digest, "deployed", "api", "team=shop; tier=1", ""],
        ]);
        assert.ok(text.includes(`<code title="${digestOf(1)}">`));
        assert.match(text, /Deployment records: 3</);
    });

    it("keeps places apart whose names run together", () => {
        const deployments = [
            storedDeployment({ logical_environment: "a,b", physical_environment: "c" }),
            storedDeployment({ logical_environment: "a", physical_environment: "b,c" }),
        ];
        assert.equal(captionsOf(toContent({ ...NOTHING, deployments }).text).length, 2);
    });

    it("has everything of a storage record", () => {
        const { text } = toContent({
            ...NOTHING,
            storage: [storedImage({ version: null }), storedImage({ repository: null })],
        });
        const digest = `sha256:${"0".repeat(12)}…`;
        assert.deepEqual(rowsOf(text), [
            ["api", "", digest, "https://ghcr.io", "acme/api", "active", "acme", "api"],
            ["api", "1.4.2", digest, "https://ghcr.io", "", "active", "acme", "api"],
        ]);
    });

    it("marks what went well, a redirect as well, and what did not", () => {
        const requests = [200, 201, 301, 207, 404, 0].map((status) => ({ method: "GET", path: "/", status }));
        const { text } = toContent({ ...NOTHING, requests });
        const marks = [...text.matchAll(/class="(good|bad)">(\w+)</g)].map(([, mark, status]) => [status, mark]);
        assert.deepEqual(Object.fromEntries(marks), {
            200: "good",
            201: "good",
            301: "good",
            207: "bad",
            404: "bad",
            cut: "bad",
        });
    });

    it("has the last requests, the newest first, with those that were cut", () => {
        const path = `/orgs/acme/artifacts/sha256%3A${"a".repeat(64)}/metadata/storage-records`;
        const requests = [
            { method: "GET", path, status: 200 },
            { method: "POST", path: "/x", status: 207, entries: 0 },
            { method: "POST", path: "/<y>", status: 0, entries: 1000 },
        ];
        assert.deepEqual(rowsOf(toContent({ ...NOTHING, requests }).text), [
            ["POST", "/&lt;y&gt;", "cut", "1000"],
            ["POST", "/x", "207", "0"],
            ["GET", `/orgs/acme/artifacts/sha256:${"a".repeat(12)}…/metadata/storage-records`, "200", ""],
        ]);
    });

    it("says so where there are too many to show", () => {
        const many = Array.from({ length: MOST + 1 }, (_, index) => storedDeployment({ deployment_name: `d${index}` }));
        const { text } = toContent({ ...NOTHING, deployments: many });
        assert.match(text, new RegExp(`Deployment records: ${MOST + 1}, of which ${MOST} are shown<`));
        assert.equal(rowsOf(text).length, MOST);
    });

    it("escapes every text of a record and of a request", () => {
        const deployment = Object.fromEntries(
            Object.entries(storedDeployment()).map(([field, value]) => [
                field,
                typeof value === "string" ? HOSTILE : value,
            ]),
        );
        const image = Object.fromEntries(
            Object.entries(storedImage()).map(([field, value]) => [field, typeof value === "string" ? HOSTILE : value]),
        );
        const { text } = toContent({
            deployments: [storedDeployment({ ...deployment, tags: { [HOSTILE]: HOSTILE } })],
            storage: [storedImage(image)],
            requests: [{ method: HOSTILE, path: HOSTILE, status: 404 }],
        });
        // 4 places, 7 texts of a row of which the digest stands twice, 2 of the tag; 8 and the digest's; 2.
        assert.equal(text.match(/&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;/g)?.length, 13 + 9 + 2);
        assert.doesNotMatch(text, /<script|alert\('x'\)|""/);
    });

    it("has a caption, headings of columns and of rows, and their roles", () => {
        const { text } = toContent({ ...NOTHING, storage: [storedImage()] });
        assert.equal(text.match(/<th scope="col" role="columnheader">/g)?.length, 8);
        assert.equal(text.match(/<th scope="row" role="rowheader" data-heading="Artifact">/g)?.length, 1);
        assert.match(text, /<table role="table">\n<caption role="caption">Where artifacts are stored<\/caption>/);
    });
});
