import assert from "node:assert/strict";
import { output, secret, unknown } from "@pulumi/pulumi";
import { storageRecordOf } from "../../../sdk";
import { digestOf } from "../../support/records";
import { MockedEngine } from "./mocked-engine";

const DIGEST = digestOf("a");

/** What an output holds, and whether it is a secret, or known at all. */
interface Held {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    promise(): Promise<unknown>;
}

const heldBy = (args: object): Promise<unknown> => (output(args) as unknown as Held).promise();

describe("the storage record of an image reference", () => {
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
        it(`says where an image of ${registry} is`, async () => {
            const [name] = image.split(":1.4.2");
            const whole = { name, digest: DIGEST, version: "1.4.2", ...record };
            assert.deepEqual(await heldBy(storageRecordOf(image)), whole);
        });
    }

    it("has what is given in the place of what is read, and more", async () => {
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

    it("fails without a digest, and says how to get one", async () => {
        await assert.rejects(heldBy(storageRecordOf("ghcr.io/acme/api:1")), {
            message:
                'the image "ghcr.io/acme/api:1" has no digest: pass "ghcr.io/acme/api:1@sha256:…", such as the `ref` of a ' +
                "docker-build Image, or the option digest",
        });
        await assert.rejects(heldBy(storageRecordOf("ghcr.io/acme/api")), /"ghcr\.io\/acme\/api@sha256:…"/);
    });

    it("has a digest later where a preview sees an output without one, such as that of an image to be built anew", async () => {
        await MockedEngine.start({}, "preview");
        const later = storageRecordOf(output("ghcr.io/acme/api:1")).digest as unknown as Held;
        assert.equal(await later.isKnown, false);
        await assert.rejects(heldBy(storageRecordOf("ghcr.io/acme/api:1")), /has no digest: pass/);
        await MockedEngine.start();
        await assert.rejects(heldBy(storageRecordOf(output("ghcr.io/acme/api:1"))), /has no digest: pass/);
    });

    it("is unknown while the reference is, and a secret where it is one", async () => {
        const later = storageRecordOf(output(unknown) as never).name as unknown as Held;
        assert.equal(await later.isKnown, false);
        const hidden = storageRecordOf(secret(`ghcr.io/acme/api@${DIGEST}`)).digest as unknown as Held;
        assert.deepEqual([await hidden.isSecret, await hidden.promise()], [true, DIGEST]);
    });
});
