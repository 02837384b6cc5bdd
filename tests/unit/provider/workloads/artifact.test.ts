import assert from "node:assert/strict";
import { digestOf } from "../../../support/records";
import { deployment } from "../../sdk/made-deployments";
import { made, names } from "./plain-core";

const DIGEST = digestOf("a");
const WHERE = 'deploymentsOf found:\n- Deployment shop/api, container "server":';

const refused = (image: unknown, message: string, options?: object): Promise<void> =>
    assert.rejects(names(deployment("api", image), options), { message: `${WHERE} ${message}` });

describe("a container's artifact", () => {
    it("is refused with a digest that GitHub does not accept", () =>
        refused(
            `ghcr.io/acme/api:1@sha512:${"a".repeat(128)}`,
            'the image "ghcr.io/acme/api:1" is pinned by a sha512 digest, but GitHub accepts only sha256. Pin it as ' +
                '"ghcr.io/acme/api:1@sha256:…"; `docker buildx imagetools inspect ghcr.io/acme/api:1` prints the digest',
        ));

    it("is refused with a tag or a name that is too long for GitHub; the message names the option that replaces it", async () => {
        const tag = "t".repeat(101);
        await refused(
            `api:${tag}@${DIGEST}`,
            "its image's tag has 101 characters, but GitHub accepts at most 100 in version: (artifact: version)",
        );
        const long = `ghcr.io/${"a".repeat(255)}`;
        await refused(
            `${long}@${DIGEST}`,
            "its image's name has 263 characters, but GitHub accepts at most 256 in name: (artifact: name)",
        );
        const artifact = () => ({ name: "api", version: "1" });
        assert.deepEqual(Object.values(await made(deployment("api", `${long}:${tag}@${DIGEST}`), { artifact })), [
            { name: "api", version: "1", digest: DIGEST },
        ]);
        const longest = "t".repeat(100);
        assert.deepEqual(Object.values(await made(deployment("api", `api:${longest}@${DIGEST}`))), [
            { name: "api", version: longest, digest: DIGEST },
        ]);
    });

    it("is refused if the image is missing, not text, or only a digest", async () => {
        await refused(42, "its image is 42, but must be text");
        await refused({}, "its image is an object, but must be text");
        for (const nothing of [undefined, null, ""]) await refused(nothing, "has no image");
        await refused(
            DIGEST,
            `"${DIGEST}" is only a digest, not an image reference: put the image's name before it, as NAME@${DIGEST}`,
        );
    });

    for (const [given, shown] of [
        [undefined, "undefined"],
        [null, "null"],
        [42, "42"],
        ["", '""'],
        [`ghcr.io/acme/api@${DIGEST}`, `"ghcr.io/acme/api@${DIGEST}"`],
        [DIGEST.toUpperCase(), `"${DIGEST.toUpperCase()}"`],
    ] as const) {
        it(`is refused if resolveDigest returns ${shown.slice(0, 20)}`, () =>
            refused(
                "api:1",
                `resolveDigest returned ${shown} for its image "api:1": it must return "sha256:" and 64 hexadecimal digits in lower case`,
                { resolveDigest: () => given },
            ));
    }

    it("gets the repository that the map gives for any of the image's names", async () => {
        const images = ["acme/api", "docker.io/acme/api", "index.docker.io/acme/api", "registry-1.docker.io/acme/api"];
        for (const key of images) {
            const found = images.map(async (image) => {
                const workload = deployment("api", `${image}@${DIGEST}`);
                return Object.values(await made(workload, { githubRepository: { [key]: "api" } })).map(
                    (entry) => (entry as { githubRepository?: string }).githubRepository,
                );
            });
            assert.deepEqual((await Promise.all(found)).flat(), ["api", "api", "api", "api"]);
        }
    });
});
