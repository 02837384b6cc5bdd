import assert from "node:assert/strict";
import { Journal } from "../../../../../tools/github/journal";
import { MOST, toContent } from "../../../../../tools/github/page/content";
import { digestOf, storedDeployment, storedImage } from "../samples";

const VIEW = { search: "", onlyDeployed: false, since: "" };
const NOTHING = { deployments: [], storage: [], requests: [], journal: new Journal(), view: VIEW };
const AT = "2026-01-01T00:00:00Z";

/** The text of each cell, by row. The rows of all tables are in one list. */
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

describe("The content of the page", () => {
    it("says that there are no records yet", () => {
        const { text } = toContent(NOTHING);
        assert.equal(text.match(/None yet\./g)?.length, 3);
        assert.doesNotMatch(text, /<table/);
    });

    it("has all fields of a deployment, in a table for each cluster and environment", () => {
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
            ["shop/api", "api", "1.4.2", digest, "deployed", "api", "team=shop; tier=1", "internet-exposed", "1", AT],
            ["b", "api", "", digest, "decommissioned", "api", "", "internet-exposed", "1", AT],
            ["shop/api", "api", "1.4.2", digest, "deployed", "api", "team=shop; tier=1", "", "1", AT],
        ]);
        assert.ok(text.includes(`<code title="${digestOf(1)}">`));
        assert.match(text, /Deployment records: 3</);
    });

    it("distinguishes places if their joined names are the same", () => {
        const deployments = [
            storedDeployment({ logical_environment: "a,b", physical_environment: "c" }),
            storedDeployment({ logical_environment: "a", physical_environment: "b,c" }),
        ];
        assert.equal(captionsOf(toContent({ ...NOTHING, deployments }).text).length, 2);
    });

    it("has all fields of a storage record", () => {
        const { text } = toContent({
            ...NOTHING,
            storage: [storedImage({ version: null }), storedImage({ repository: null })],
        });
        const digest = `sha256:${"0".repeat(12)}…`;
        assert.deepEqual(rowsOf(text), [
            ["api", "", digest, "https://ghcr.io", "acme/api", "active", "acme", "api", "2", AT],
            ["api", "1.4.2", digest, "https://ghcr.io", "", "active", "acme", "api", "2", AT],
        ]);
    });

    it("marks requests that succeeded or redirected, and requests that failed", () => {
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

    it("has the last requests, newest first, including those that were cut", () => {
        const path = `/orgs/acme/artifacts/sha256%3A${"a".repeat(64)}/metadata/storage-records`;
        const requests = [
            { method: "GET", path, status: 200 },
            { method: "POST", path: "/x", status: 207, entries: 0, reason: "a: not_found" },
            { method: "POST", path: "/<y>", status: 0, entries: 1000 },
        ];
        assert.deepEqual(rowsOf(toContent({ ...NOTHING, requests }).text), [
            ["POST", "/&lt;y&gt;", "cut", "1000", ""],
            ["POST", "/x", "207", "0", "a: not_found"],
            ["GET", `/orgs/acme/artifacts/sha256:${"a".repeat(12)}…/metadata/storage-records`, "200", "", ""],
        ]);
    });

    it("says so if there are too many records to show", () => {
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
            ...NOTHING,
            deployments: [storedDeployment({ ...deployment, tags: { [HOSTILE]: HOSTILE } })],
            storage: [storedImage(image)],
            requests: [{ method: HOSTILE, path: HOSTILE, status: 404, reason: HOSTILE }],
        });
        // Deployment: 4 for its place, 7 in its row (the digest twice), 2 for the tag, 2 for the time. Storage: 11. Request: 3.
        assert.equal(text.match(/&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;/g)?.length, 15 + 11 + 3);
        assert.doesNotMatch(text, /<script|alert\('x'\)|""/);
    });

    it("has a caption, column and row headings, and their roles", () => {
        const { text } = toContent({ ...NOTHING, storage: [storedImage()] });
        assert.equal(text.match(/<th scope="col" role="columnheader">/g)?.length, 10);
        assert.equal(text.match(/<th scope="row" role="rowheader" data-heading="Artifact">/g)?.length, 1);
        assert.match(text, /<table role="table">\n<caption role="caption">Where artifacts are stored<\/caption>/);
    });

    it("says when a record was last written, and when it was created if that was earlier", () => {
        const deployments = [storedDeployment({ updated_at: "2026-02-02T00:00:00Z" })];
        const { text } = toContent({ ...NOTHING, deployments });
        assert.ok(
            text.includes(`<time datetime="2026-02-02T00:00:00Z" title="created ${AT}">2026-02-02T00:00:00Z</time>`),
        );
        assert.doesNotMatch(toContent({ ...NOTHING, storage: [storedImage()] }).text, /title="created/);
    });

    it("has the records that contain every word of a search in any value and any case, and says how many there are", () => {
        const deployments = [
            storedDeployment({ deployment_name: "shop/api" }),
            storedDeployment({ deployment_name: "shop/web", tags: { team: "Checkout" } }),
        ];
        const searched = (search: string) =>
            toContent({ ...NOTHING, deployments, storage: [storedImage()], view: { ...VIEW, search } }).text;
        const namesFor = (search: string) => rowsOf(searched(search)).map(([name]) => name);
        assert.deepEqual(namesFor("SHOP/WEB"), ["shop/web"]);
        assert.deepEqual(namesFor("team=checkout shop"), ["shop/web"]);
        assert.deepEqual(namesFor("https://ghcr.io"), ["api"]);
        assert.deepEqual(namesFor("shop nowhere"), []);
        assert.match(searched("shop/web"), /Deployment records: 1 of 2</);
        assert.match(searched("shop/web"), /Storage records: 0 of 1<\/h2>\n<p>None that fits\.<\/p>/);
    });

    it("finds records beyond those that are shown", () => {
        const many = Array.from({ length: MOST + 1 }, (_, index) =>
            storedDeployment({ deployment_name: `d${index}.` }),
        );
        const view = { ...VIEW, search: `d${MOST}.` };
        assert.equal(rowsOf(toContent({ ...NOTHING, deployments: many, view }).text).length, 1);
    });

    it("leaves out decommissioned deployments if only deployed ones are requested", () => {
        const deployments = [
            storedDeployment({ deployment_name: "a" }),
            storedDeployment({ deployment_name: "b", status: "decommissioned" }),
        ];
        const { text } = toContent({ ...NOTHING, deployments, view: { ...VIEW, onlyDeployed: true } });
        assert.deepEqual(
            rowsOf(text).map(([name]) => name),
            ["a"],
        );
        assert.match(text, /Deployment records: 1 of 2</);
    });

    describe("for changes", () => {
        /** A journal of two runs, a minute apart. The first creates `a`. The second updates it, creates `b` and decommissions `c`. */
        function twoRuns(): Journal {
            const journal = new Journal("j");
            const [before, at] = [storedDeployment({ deployment_name: "a" }), "2026-01-01T00:01:00Z"];
            journal.add(undefined, before, AT);
            journal.add(before, { ...before, version: "2", updated_at: at }, at);
            journal.add(undefined, storedDeployment({ id: 2, deployment_name: "b" }), at);
            const c = storedDeployment({ id: 3, deployment_name: "c", physical_environment: null });
            journal.add(c, { ...c, status: "decommissioned" }, "2026-01-01T00:01:05Z");
            journal.add(undefined, storedImage({ repository: null }), "2026-01-01T00:01:05Z");
            return journal;
        }

        it("has the changes of the last run, with the changed fields and the time at which the run began", () => {
            const { text } = toContent({ ...NOTHING, journal: twoRuns() });
            assert.deepEqual(rowsOf(text), [
                ["a", "acme / prod / production / eu", "updated", "version: 1.4.2 → 2"],
                ["b", "acme / prod / production / eu", "created", ""],
                ["c", "acme / prod / production", "decommissioned", "status: deployed → decommissioned"],
                ["api", "acme / https://ghcr.io", "created", ""],
            ]);
            assert.match(text, /Changes: 4<\/h2>\n<p>Of the last run: since <time datetime="2026-01-01T00:01:00Z">/);
        });

        it("has the changes since a mark, and its links to set or leave a mark keep the rest of the view", () => {
            const view = { search: "c d", onlyDeployed: true, since: "j-4" };
            const { text } = toContent({ ...NOTHING, journal: twoRuns(), view: { ...view, search: "" } });
            assert.deepEqual(
                rowsOf(text).map(([name]) => name),
                ["api"],
            );
            const links = toContent({ ...NOTHING, journal: twoRuns(), view }).text.match(/href="[^"]*"/g);
            assert.deepEqual(links, [
                'href="/?search=c+d&amp;only=deployed"',
                'href="/?search=c+d&amp;only=deployed&amp;since=j-5"',
            ]);
        });

        it("has the changes of the last run if the mark is from another server", () => {
            const view = { ...VIEW, since: "another-1" };
            assert.match(toContent({ ...NOTHING, journal: twoRuns(), view }).text, /Changes: 4<.*\n<p>Of the last run/);
        });

        it("has the changes that a search finds", () => {
            const view = { ...VIEW, search: "ghcr" };
            assert.match(toContent({ ...NOTHING, journal: twoRuns(), view }).text, /Changes: 1 of 4</);
        });
    });
});
