import assert from "node:assert/strict";
import { digestOf } from "../../../support/records";
import { deployment } from "../../sdk/made-deployments";
import { madeIn, names } from "./plain-core";

const pinned = (name: string): string => `${name}@${digestOf("a")}`;
const runsAll = async (images: readonly string[], include: readonly string[]): Promise<string[]> => {
    const found = await names(
        images.map((image, index) => deployment(String(index), pinned(image))),
        { include, artifact: () => ({ name: "x", version: "1" }) },
    );
    return found.map((name) => images[Number(name.split("/")[1])] as string);
};

describe("the prefixes of include", () => {
    for (const [prefix, included, others] of [
        ["ghcr.io/acme/", ["ghcr.io/acme/api", "ghcr.io/acme/shop/web"], ["ghcr.io/acme", "ghcr.io/acme-evil/x"]],
        ["ghcr.io/acme", ["ghcr.io/acme/api", "ghcr.io/acme"], ["ghcr.io/acme-evil/x", "ghcr.io/acmeapi", "acme/api"]],
        ["ghcr.io/acme/api", ["ghcr.io/acme/api", "ghcr.io/acme/api/debug"], ["ghcr.io/acme/api-proxy"]],
        ["ghcr.io", ["ghcr.io/acme/api"], ["ghcr.io.evil.dev/acme/api", "evil.dev/ghcr.io/api"]],
        ["localhost:5000/", ["localhost:5000/api"], ["localhost:50001/api", "localhost/api"]],
        ["acme/", ["acme/api", "docker.io/acme/api", "index.docker.io/acme/api"], ["ghcr.io/acme/api", "acmeapi"]],
        ["docker.io/acme", ["acme/api", "registry-1.docker.io/acme/api"], ["ghcr.io/acme/api", "acme-evil/api"]],
        ["registry.hub.docker.com/acme/", ["acme/api", "docker.io/acme/api"], ["acme"]],
        ["nginx", ["nginx", "docker.io/library/nginx"], ["nginx-evil", "acme/nginx"]],
        ["docker.io", ["nginx", "acme/api", "index.docker.io/x"], ["docker.io.evil.dev/nginx"]],
    ] as const) {
        it(`match whole parts of a path: ${prefix}`, async () => {
            assert.deepEqual(await runsAll([...included, ...others], [prefix]), included);
        });
    }

    it("select the images that start with any of them", async () => {
        const all = ["ghcr.io/acme/api", "quay.io/acme/web", "istio/proxyv2"];
        assert.deepEqual(await runsAll(all, ["ghcr.io/acme/", "quay.io/acme/"]), all.slice(0, 2));
        assert.deepEqual(await runsAll(all, []), []);
    });

    for (const prefix of [
        "",
        "/",
        "https://ghcr.io/acme/",
        "ghcr.io/acme/*",
        "ghcr.io/acme/api:1",
        "ghcr.io/Acme/",
        "a//b",
    ]) {
        it(`are refused if no name can start with them: ${JSON.stringify(prefix)}`, async () => {
            await assert.rejects(names([], { include: ["ghcr.io/acme/", prefix] }), {
                message:
                    `include contains ${JSON.stringify(prefix)}, which cannot be the start of an image's name. A prefix is a registry, or a path in ` +
                    'one up to a slash, without a scheme, tag or pattern, such as "ghcr.io/acme/"',
            });
        });
    }

    it("are refused if one is not text or they are not a list", async () => {
        await assert.rejects(names([], { include: [undefined] }), { message: /^include contains undefined, / });
        await assert.rejects(names([], { include: "ghcr.io/acme/" }), {
            message: 'include is "ghcr.io/acme/", but must be (include), such as ["ghcr.io/acme/"]',
        });
    });
});

describe("the containers that include leaves out", () => {
    const all = ["ghcr.io/acme/api", "istio/proxyv2", "quay.io/b/b", "docker.io/envoyproxy/envoy", "a.dev/a"];
    const workloads = all.map((image, index) => deployment(String(index), pinned(image)));
    const options = { artifact: () => ({ name: "x", version: "1" }) };

    it("are counted in a preview, by registry, in one line", async () => {
        const line =
            "info: deploymentsOf: the option include leaves out 4 of 5 containers: 2 from docker.io, 1 from a.dev, 1 from quay.io";
        const linesWith = async (include: unknown) =>
            (await madeIn(workloads, { ...options, include }, "preview")).lines;
        assert.deepEqual(await linesWith(["ghcr.io/acme/"]), [line]);
        const include = ({ image }: { image: { name: string } }) => image.name.startsWith("ghcr.io/acme/");
        assert.deepEqual(await linesWith(include), [line]);
    });

    it("are not mentioned if there are none, or in an up", async () => {
        const whole = await madeIn(workloads, { ...options, include: () => true }, "preview");
        assert.deepEqual(whole.lines, []);
        const up = await madeIn(workloads, { ...options, include: ["ghcr.io/acme/"] }, "up");
        assert.deepEqual(up.lines, []);
    });

    it("can have a tag without a digest, another kind of digest, or annotations that GitHub does not accept", async () => {
        const proxy = (image: string) => deployment("proxy", image, { "metadata.github.com/": "x" });
        const others = [proxy("istio/proxyv2:1"), proxy(`envoy@sha512:${"a".repeat(128)}`)];
        assert.deepEqual(await names(others, { include: ["ghcr.io/acme/"] }), []);
    });
});
