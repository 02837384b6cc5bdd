import assert from "node:assert/strict";
import { CustomResource, type Output, output, secret, unknown } from "@pulumi/pulumi";
import { storageRecordOf } from "../../../sdk";
import { digestOf } from "../../support/records";
import { MockedEngine } from "./mocked-engine";

const DIGEST = digestOf("a");

/** The value of an output, and whether it is a secret or known. */
interface Held {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    promise(): Promise<unknown>;
}

const heldBy = (args: object): Promise<unknown> => (output(args) as unknown as Held).promise();

describe("The storage record of an image reference", () => {
    for (const [registry, image, record] of [
        [
            "GHCR",
            `ghcr.io/acme/api:1.4.2@${DIGEST}`,
            { registryUrl: "https://ghcr.io", repository: "acme/api", artifactUrl: "https://ghcr.io/acme/api" },
        ],
        [
            "AWS ECR",
            `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api:1.4.2@${DIGEST}`,
            {
                registryUrl: "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
                repository: "shop/api",
                artifactUrl: "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api",
            },
        ],
        [
            "Google Artifact Registry",
            `europe-docker.pkg.dev/acme/images/api:1.4.2@${DIGEST}`,
            {
                registryUrl: "https://europe-docker.pkg.dev",
                repository: "acme/images/api",
                artifactUrl: "https://europe-docker.pkg.dev/acme/images/api",
            },
        ],
        [
            "Azure Container Registry",
            `acme.azurecr.io/api:1.4.2@${DIGEST}`,
            { registryUrl: "https://acme.azurecr.io", repository: "api", artifactUrl: "https://acme.azurecr.io/api" },
        ],
        [
            "Docker Hub",
            `acme/api:1.4.2@${DIGEST}`,
            {
                registryUrl: "https://docker.io",
                repository: "acme/api",
                artifactUrl: "https://hub.docker.com/r/acme/api",
            },
        ],
        [
            "Docker Hub's official images",
            `nginx:1.4.2@${DIGEST}`,
            {
                registryUrl: "https://docker.io",
                repository: "library/nginx",
                artifactUrl: "https://hub.docker.com/_/nginx",
            },
        ],
    ] as const) {
        it(`says where an image in ${registry} is stored`, async () => {
            const [name] = image.split(":1.4.2");
            const whole = { name, digest: DIGEST, version: "1.4.2", ...record };
            assert.deepEqual(await heldBy(storageRecordOf(image)), whole);
        });
    }

    it("is the same for each host name of Docker Hub", async () => {
        const told = await heldBy(storageRecordOf(`docker.io/nginx:1@${DIGEST}`));
        for (const host of ["index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]) {
            assert.deepEqual(await heldBy(storageRecordOf(`${host}/nginx:1@${DIGEST}`)), told);
        }
    });

    it("omits an optional argument that is too long for GitHub", async () => {
        const lengths = async (path: string): Promise<unknown> => {
            const { repository, artifactUrl } = (await heldBy(storageRecordOf(`ghcr.io/${path}@${DIGEST}`))) as {
                repository?: string;
                artifactUrl?: string;
            };
            return [repository?.length, artifactUrl?.length];
        };
        assert.deepEqual(await lengths("a".repeat(128)), [128, 144]);
        assert.deepEqual(await lengths("a".repeat(129)), [undefined, 145]);
        assert.deepEqual(await lengths("a".repeat(136)), [undefined, 152]);
        assert.deepEqual(await lengths("a".repeat(137)), [undefined, undefined]);
    });

    it("refuses a required argument that is too long for GitHub, and names the option to set another one", async () => {
        const tag = "t".repeat(101);
        await assert.rejects(heldBy(storageRecordOf(`api:${tag}@${DIGEST}`)), {
            message:
                `the image "api:${tag}": its tag has 101 characters, but GitHub accepts at most 100 in version: set another one ` +
                'with the option version, as in storageRecordOf(image, { version: "…" })',
        });
        const host = `${"h".repeat(248)}.dev`;
        const long = `${host}/api@${DIGEST}`;
        await assert.rejects(
            heldBy(storageRecordOf(long)),
            /its registry's URL has 260 characters, .*option registryUrl/,
        );
        const path = "a".repeat(255);
        await assert.rejects(
            heldBy(storageRecordOf(`a.dev/${path}@${DIGEST}`)),
            /its name has 261 characters, .*option name/,
        );
        const { version } = storageRecordOf(`api:${tag}@${DIGEST}`, { version: "1" });
        assert.equal(version, "1");
        assert.deepEqual(
            await heldBy(
                storageRecordOf(`${host}/${path}:${tag}@${DIGEST}`, {
                    name: "api",
                    version: "1",
                    registryUrl: "https://h.dev",
                }),
            ),
            {
                name: "api",
                digest: DIGEST,
                version: "1",
                registryUrl: "https://h.dev",
                repository: undefined,
                artifactUrl: undefined,
            },
        );
    });

    it("omits an optional argument that the options set to undefined, but not a required one", async () => {
        const image = `ghcr.io/acme/api:1@${DIGEST}`;
        const none = {
            version: undefined,
            repository: undefined,
            digest: undefined,
            name: undefined,
            registryUrl: undefined,
        };
        const made = await heldBy(storageRecordOf(image));
        assert.deepEqual(await heldBy(storageRecordOf(image, none as never)), {
            ...(made as object),
            version: undefined,
            repository: undefined,
        });
    });

    it("refuses a digest that GitHub does not accept, unless an option gives another one", async () => {
        const image = `ghcr.io/acme/api:1@sha512:${"a".repeat(128)}`;
        await assert.rejects(heldBy(storageRecordOf(image)), {
            message:
                'the image "ghcr.io/acme/api:1" is pinned by a sha512 digest, but GitHub accepts only sha256. Pin it as ' +
                '"ghcr.io/acme/api:1@sha256:…"; `docker buildx imagetools inspect ghcr.io/acme/api:1` prints the digest',
        });
        assert.equal(storageRecordOf(image, { digest: DIGEST }).digest, DIGEST);
    });

    it("refuses a value that is not an image reference, and says where it came from", async () => {
        const must = 'It must be an image reference, such as "ghcr.io/acme/api:1.4.2@sha256:…", or an output of one';
        const refused = (image: unknown, message: string): Promise<void> =>
            assert.rejects(heldBy(storageRecordOf(image as string)), {
                message: `storageRecordOf: ${message}. ${must}`,
            });
        await refused(undefined, "the image is undefined");
        await refused(null, "the image is null");
        await refused(42, "the image is 42");
        await refused({ ref: "api" }, "the image is an object");
        await refused(Promise.resolve(undefined), "the image is undefined, from a promise");
        await refused(output(undefined), "the image is undefined, from an output");
        await MockedEngine.start({ ref: 42 });
        const built = new (class extends CustomResource {
            declare readonly ref: Output<string>;
        })("docker-build:index:Image", "api", { ref: undefined });
        await refused(built.ref, "the image is 42, from an output of Image api");
        await assert.rejects(
            heldBy(storageRecordOf(DIGEST)),
            /is only a digest, not an image reference: .* NAME@sha256:a/,
        );
    });

    it("uses the options instead of the parts of the reference, and adds further options", async () => {
        const record = storageRecordOf("ghcr.io/acme/api", {
            digest: digestOf("b"),
            githubRepository: "api",
            artifactUrl: "https://example.com",
        });
        assert.deepEqual(await heldBy(record), {
            name: "ghcr.io/acme/api",
            digest: digestOf("b"),
            version: undefined,
            registryUrl: "https://ghcr.io",
            repository: "acme/api",
            artifactUrl: "https://example.com",
            githubRepository: "api",
        });
    });

    it("is refused without a digest, and the error says how to get one", async () => {
        await assert.rejects(heldBy(storageRecordOf("ghcr.io/acme/api:1")), {
            message:
                'the image "ghcr.io/acme/api:1" has no digest: pass "ghcr.io/acme/api:1@sha256:…", such as the `ref` of a ' +
                "docker-build Image, or the option digest",
        });
        await assert.rejects(heldBy(storageRecordOf("ghcr.io/acme/api")), /"ghcr\.io\/acme\/api@sha256:…"/);
    });

    it("has an unknown digest if a preview gets an output without one, such as that of an image to be rebuilt", async () => {
        await MockedEngine.start({}, "preview");
        const later = storageRecordOf(output("ghcr.io/acme/api:1")).digest as unknown as Held;
        assert.equal(await later.isKnown, false);
        await assert.rejects(heldBy(storageRecordOf("ghcr.io/acme/api:1")), /has no digest: pass/);
        await MockedEngine.start();
        await assert.rejects(heldBy(storageRecordOf(output("ghcr.io/acme/api:1"))), /has no digest: pass/);
    });

    it("is unknown if the reference is unknown, and a secret if the reference is a secret", async () => {
        const later = storageRecordOf(output(unknown) as never).name as unknown as Held;
        assert.equal(await later.isKnown, false);
        const hidden = storageRecordOf(secret(`ghcr.io/acme/api@${DIGEST}`)).digest as unknown as Held;
        assert.deepEqual([await hidden.isSecret, await hidden.promise()], [true, DIGEST]);
    });
});
