import assert from "node:assert/strict";
import type { Browser, Page } from "puppeteer-core";
import { type GitHubServer, startGitHub } from "../../../../../tools/github/index";
import { findChromium, startChromium } from "../../../../../tools/pictures/chromium";
import { postDeployments, postStorage } from "../conversation";
import { deployments, digestOf, entry, storage } from "../samples";

const chromium = findChromium();
const HOSTILE = `<img src=x onerror="document.title = 'taken'"><script>document.title = "taken"</script>`;

if (chromium === undefined) {
    describe.skip("The page (skipped: there is no Chromium on PATH, and CHROME_PATH is not set)", inChromium);
} else {
    describe("The page in Chromium", inChromium);
}

function inChromium(this: Mocha.Suite): void {
    this.timeout(60_000);
    let browser: Browser;
    let server: GitHubServer;
    let page: Page;
    const complaints: string[] = [];
    before(async () => {
        browser = await startChromium(chromium ?? "");
    });
    after(() => browser?.close());
    beforeEach(async () => {
        server = await startGitHub();
        page = await browser.newPage();
        complaints.length = 0;
        // This makes the page's timers 20 times as fast.
        await page.evaluateOnNewDocument(
            "((real) => { window.setTimeout = (act, ms) => real(act, ms / 20); })(window.setTimeout)",
        );
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(String(error)));
        await page.setViewport({ width: 1200, height: 500 });
    });
    afterEach(async () => {
        await page.close();
        await server.close();
    });

    const appears = (text: string) =>
        page.waitForFunction(`document.querySelector("main").innerText.includes(${JSON.stringify(text)})`);

    it("shows records as they are written over the API, without a reload", async () => {
        await page.goto(server.url);
        await appears("Deployment records: 0");
        await page.evaluate("window.loadedOnce = true");
        await postDeployments(server, deployments([entry({ version: "1.4.2", tags: { team: 'a "b"' } })]));
        await appears("shop/api/server");
        await appears('team=a "b"');
        await appears("/orgs/acme/artifacts/metadata/deployment-record/cluster/prod");
        await postStorage(server, storage());
        await appears("Storage records: 1");
        await postDeployments(server, deployments([entry({ status: "decommissioned" })]));
        await appears("decommissioned");
        assert.equal(await page.evaluate("window.loadedOnce"), true);
        assert.deepEqual(complaints, []);
        assert.equal(server.takeRequests().length, 3);
    });

    it("shows a hostile name as text", async () => {
        await postDeployments(server, deployments([entry({ deployment_name: HOSTILE, tags: { [HOSTILE]: HOSTILE } })]));
        await page.goto(server.url);
        await appears(HOSTILE);
        await postDeployments(server, deployments([entry({ deployment_name: `later ${HOSTILE}` })]));
        await appears(`later ${HOSTILE}`);
        assert.equal(await page.title(), "Embedded GitHub");
        assert.equal(await page.evaluate("document.querySelectorAll('main script, img').length"), 0);
        assert.deepEqual(complaints, []);
    });

    it("filters records while one types, keeps the filter when records change, and has it in its address", async () => {
        await postDeployments(
            server,
            deployments([entry({ deployment_name: "a1" }), entry({ deployment_name: "b1" })]),
        );
        await page.goto(server.url);
        await page.type("input[type=search]", "b");
        await appears("Deployment records: 1 of 2");
        await postDeployments(server, deployments([entry({ deployment_name: "b2", status: "decommissioned" })]));
        await appears("Deployment records: 2 of 3");
        assert.equal(await page.evaluate("document.activeElement.value"), "b");
        await page.click("input[type=checkbox]");
        await appears("Deployment records: 1 of 3");
        assert.equal(page.url(), `${server.url}/?search=b&only=deployed`);
        await page.reload();
        await appears("Deployment records: 1 of 3");
        assert.equal(await page.evaluate("document.querySelector('input[type=search]').value"), "b");
        assert.deepEqual(complaints, []);
    });

    it("shows the changes since the marked moment, until the mark is removed", async () => {
        await postDeployments(server, deployments([entry({ deployment_name: "a" }), entry({ deployment_name: "b" })]));
        await page.goto(server.url);
        await appears("Changes: 2");
        await Promise.all([page.waitForNavigation(), page.click("a::-p-text(Mark this moment)")]);
        await appears("Changes: 0");
        await postDeployments(server, deployments([entry({ deployment_name: "b", status: "decommissioned" })]));
        await appears("Changes: 1");
        await appears("status: deployed → decommissioned");
        await Promise.all([page.waitForNavigation(), page.click("a::-p-text(Show the last run)")]);
        await appears("Changes: 2");
        assert.deepEqual(complaints, []);
    });

    it("does not run an injected script", async () => {
        await page.goto(server.url);
        await page.evaluate(`document.querySelector("main").innerHTML = ${JSON.stringify(HOSTILE)}`);
        await appears("Deployment records: 0");
        assert.equal(await page.title(), "Embedded GitHub");
        assert.match(complaints.join("\n"), /Content Security Policy/);
    });

    it("keeps its scroll position", async () => {
        const many = Array.from({ length: 100 }, (_, index) => entry({ deployment_name: `d${index}` }));
        await postDeployments(server, deployments(many));
        await page.goto(server.url);
        await page.evaluate("window.scrollTo(0, 700)");
        await postDeployments(server, deployments([entry({ deployment_name: "z", digest: digestOf(2) })]));
        await appears("Deployment records: 101");
        assert.equal(await page.evaluate("window.scrollY"), 700);
    });

    for (const [width, scheme] of [
        [320, "light"],
        [320, "dark"],
        [1200, "light"],
        [1200, "dark"],
    ] as const) {
        it(`needs no horizontal scrolling, and has enough contrast, at ${width} pixels in ${scheme} colors`, async () => {
            const tags = { "a-rather-long-key-of-a-tag": "x".repeat(100) };
            const changes = {
                deployment_name: `${"n".repeat(250)}`,
                tags,
                runtime_risks: ["internet-exposed" as const],
            };
            await postDeployments(server, deployments([entry(changes), entry({ status: "decommissioned" })]));
            await postStorage(server, storage());
            await postStorage(server, storage({ github_repository: "nowhere" }));
            await page.setViewport({ width, height: 700 });
            await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
            await page.goto(server.url);
            await page.evaluate("document.getElementById('trouble').hidden = false");
            assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
            const ratios = (await page.evaluate(CONTRASTS)) as Record<string, number>;
            assert.ok(Object.keys(ratios).length >= 5, JSON.stringify(ratios));
            for (const [colours, ratio] of Object.entries(ratios)) assert.ok(ratio >= 4.5, `${colours}: ${ratio}`);
        });
    }

    it("keeps the roles of its tables for screen readers, even if rows are shown as blocks", async () => {
        await postStorage(server, storage());
        for (const width of [320, 1200]) {
            await page.setViewport({ width, height: 700 });
            await page.goto(server.url);
            const roles: string[] = [];
            const collect = (node: { role: string; children?: (typeof node)[] }): void => {
                roles.push(node.role);
                node.children?.forEach(collect);
            };
            const tree = await page.accessibility.snapshot({ interestingOnly: false });
            assert.ok(tree !== null);
            collect(tree as unknown as Parameters<typeof collect>[0]);
            for (const role of ["main", "table", "caption", "columnheader", "rowheader", "row", "cell"]) {
                assert.ok(roles.includes(role), `${role} at ${width}: ${[...new Set(roles)]}`);
            }
        }
    });

    it("says if the server no longer answers, keeps its content, and recovers when the server is back", async () => {
        const { port } = new URL(server.url);
        await postStorage(server, storage());
        await page.goto(server.url);
        await server.close();
        await page.waitForFunction("!document.getElementById('trouble').hidden");
        await appears("Storage records: 1");
        server = await startGitHub({ port: Number(port) });
        await page.waitForFunction("document.getElementById('trouble').hidden");
        await appears("Storage records: 0");
    });

    it("updates without scripts, too", async () => {
        await page.setJavaScriptEnabled(false);
        await page.goto(server.url);
        await postStorage(server, storage());
        await page.waitForNavigation();
        assert.match(await page.content(), /Storage records: 1</);
    });
}

/** The contrast of each pair of colors that text has, as WCAG 2 calculates it. */
const CONTRASTS = `(() => {
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        const { backgroundColor } = getComputedStyle(element);
        return backgroundColor === "rgba(0, 0, 0, 0)" ? behind(element.parentElement) : backgroundColor;
    };
    const found = {};
    for (const element of document.body.querySelectorAll("*:not(script)")) {
        if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "")) continue;
        const [front, back] = [getComputedStyle(element).color, behind(element)];
        const [low, high] = [light(front), light(back)].sort((one, other) => one - other);
        found[front + " on " + back] = (high + 0.05) / (low + 0.05);
    }
    return found;
})()`;
