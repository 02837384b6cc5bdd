import type { ArtifactMetadataClient, DeploymentReply } from "../github/client";
import { digest as digestField } from "../input/artifact-fields";
import { idParts, partsReasons, unfitId } from "../input/import-id";
import { type Unconfirmed, unconfirmed } from "../ownership/last-write";
import type { Import } from "../resource/context";
import { PlainError } from "../text/plain-error";
import { byId, firstOf } from "../vocabulary/order";
import { parseRecordSet } from "./inputs";
import { type Deployment, namedDeployments, type PriorSet, type Target, targetId, targetLabel } from "./model";
import { encodeInputs, encodeRecordSet } from "./state";
import { isOf, toRecord, withRecordedFields } from "./wire";

/**
 * What GitHub holds for a set that is in no state. GitHub has no list by cluster, so the id also names the digests to look up. GitHub does
 * not return a deployment's status, version or repository, so each one is imported without a record, and the next `pulumi up` writes it
 * once.
 */
export const importRecordSet: Import = async (id, context) => {
    const { target, digests } = parseImportId(id);
    const client = await context.client();
    const found = await Promise.all(digests.map((digest) => recordsOf(client, target, digest)));
    const without = digests.filter((_, index) => found[index]?.length === 0);
    if (without.length > 0) throw new PlainError(noRecords(target, without));
    const records = found.flat().sort((a, b) => byId(a.record, b.record));
    const deployments = records.map(({ name, digest, record }): [string, Deployment] => [
        record.deployment_name,
        withRecordedFields({ name, digest }, record),
    ]);
    const doubts = records.map(({ record }): [string, Unconfirmed] => [
        record.deployment_name,
        unconfirmed("imported", toRecord(record).updatedAt),
    ]);
    const set: PriorSet = {
        ...target,
        onRejected: "fail",
        deployments: new Map(deployments),
        records: new Map(),
        unconfirmed: new Map(doubts),
        rejected: new Map(),
        baseUrl: context.settings().baseUrl,
    };
    context.warn(declaredDeployed(target, [...set.deployments.keys()]));
    return { id: targetId(set), props: { ...encodeRecordSet(set) }, inputs: { ...encodeInputs(set) } };
};

/** A record of a target, with the artifact that runs there. */
interface Found {
    readonly name: string;
    readonly digest: string;
    readonly record: DeploymentReply;
}

/** The records of a target for one artifact. */
async function recordsOf(client: ArtifactMetadataClient, target: Target, digest: string): Promise<Found[]> {
    const [replies, stored] = await Promise.all([
        client.listDeploymentRecords(target.org, digest),
        client.listStorageRecords(target.org, digest),
    ]);
    const records = replies.filter((reply) => isOf(target, reply));
    const names = [...new Set(stored.map(({ name }) => name))];
    if (records.length > 0 && names.length !== 1) throw new PlainError(noName(digest, names));
    return records.map((record) => ({ name: names[0] as string, digest, record }));
}

/** Parses `acme/prod-eu-1/production[/eu-west-1]?digests=sha256:…,sha256:…`, with each part of the path URI-encoded. */
function parseImportId(id: string): { readonly target: Target; readonly digests: readonly string[] } {
    const [, path = id, list = ""] = /^(.*?)\?digests=(.*)$/s.exec(id) ?? [];
    const parts = idParts(path);
    const [org, cluster, logicalEnvironment, physicalEnvironment] = parts;
    const raw = { org, cluster, logicalEnvironment, physicalEnvironment, deployments: {} };
    const digests = [...new Set(list.split(","))];
    const { desired, problems } = parseRecordSet(raw, undefined);
    const reasons = [
        ...partsReasons(parts, problems),
        ...digests.flatMap((digest) => digestField(digest).map(({ reason }) => `a digest ${reason}`)),
    ];
    if (desired === undefined || reasons.length > 0) {
        throw unfitId(id, reasons, FORM);
    }
    const { deployments: _, onRejected: __, ...target } = desired;
    return { target, digests };
}

const FORM =
    "The id of a record set to import is ORG/CLUSTER/LOGICAL_ENVIRONMENT[/PHYSICAL_ENVIRONMENT]?digests=DIGEST,DIGEST…, " +
    "with each part of the path URI-encoded and the digests of everything that runs there: GitHub cannot list records by cluster";

const declaredDeployed = (target: Target, names: readonly string[]): string =>
    `${targetLabel(target)}: imported ${namedDeployments(names)} as deployed, because GitHub does not return the status of a ` +
    "deployment record. Before you run `pulumi up`, remove what no longer runs, or declare it as decommissioned";

const noRecords = (target: Target, digests: readonly string[]): string =>
    `GitHub returned no deployment record in ${targetLabel(target)} of ${firstOf(digests, 10)}. Either nothing is ` +
    'recorded there, or the credential cannot read it (it needs "artifact-metadata: read" on the repositories that ' +
    "built the artifacts). Import without these digests. `pulumi up` writes what is declared without an import, which does no harm if it exists";

function noName(digest: string, names: readonly string[]): string {
    const why =
        names.length === 0
            ? "no storage record has the name of the artifact"
            : `its storage records give it more than one name (${names.map((name) => JSON.stringify(name)).join(", ")})`;
    return (
        `${digest} cannot be imported: ${why}, and deployment records hold none. Declare its deployments without an ` +
        "import: writing them does no harm if they exist"
    );
}
