import { isUnknown, type Unknown } from "../vocabulary";
import type { Deployment, DeploymentRecord, DesiredSet } from "./model";

const MIB = 1024 * 1024;

/**
 * Largest state of a set, in bytes. The state of a call that failed partially travels in a gRPC trailer, of which the engine takes
 * 16 MiB, as base64: 12 MiB of state. Above that, the engine loses what was recorded. 1 MiB of it is for the reasons of the failure.
 */
const MOST_BYTES = 11 * MIB;

/** The longest record, its time apart from those of others, and the longest cause: what becomes of an entry is not known before. */
const RECORD: Required<DeploymentRecord> = { id: 1, updatedAt: "2026-01-01T00:00:00Z" };
const CAUSE = "unauthorized";

/** Says that a set is too large for Pulumi to keep what was recorded of it when a call fails, and what to do; undefined where it is not. */
export function sizeProblem({ deployments }: DesiredSet): string | undefined {
    const bytes = bytesInState(deployments);
    if (bytes <= MOST_BYTES) return undefined;
    // Rounded up: it is never said to be as large as what fits.
    const size = (Math.ceil((bytes / MIB) * 10) / 10).toFixed(1);
    return (
        `has ${deployments.size} entries, which take about ${size} MiB in Pulumi's state; ` +
        `at most ${MOST_BYTES / MIB} MiB are allowed in one set. ` +
        "When a call to GitHub fails, Pulumi gets what was recorded in a message of limited size, and loses a larger one. " +
        "Declare several sets for the same cluster and environments, for example one for each namespace"
    );
}

/**
 * The bytes that deployments take in the state, as if each had a record and were rejected, too: an update that GitHub rejects keeps the
 * record. Of an entry that is not known yet only the name counts. What the state holds beside them is less than a thousand bytes.
 */
export function bytesInState(deployments: ReadonlyMap<string, Deployment | Unknown>): number {
    const beside = [bytesOf(RECORD.id), bytesOf(RECORD.updatedAt), bytesOf(CAUSE)];
    let bytes = 0;
    for (const [name, deployment] of deployments) {
        const length = Buffer.byteLength(name);
        for (const value of beside) bytes += entry(length, value);
        bytes += entry(length, isUnknown(deployment) ? 0 : bytesOf(deployment));
    }
    return bytes;
}

/** The bytes of a value as protobuf's `Struct` holds it, in which form properties travel. */
function bytesOf(value: unknown): number {
    if (typeof value === "string") return framed(Buffer.byteLength(value));
    if (typeof value === "number") return NUMBER;
    let bytes = 0;
    if (Array.isArray(value)) {
        for (const part of value) bytes += framed(bytesOf(part));
    } else {
        const parts = value as Readonly<Record<string, unknown>>;
        // Without a pair for each: there may be very many.
        for (const name of Object.keys(parts)) bytes += entry(Buffer.byteLength(name), bytesOf(parts[name]));
    }
    return framed(bytes);
}

/** A tag and eight bytes. */
const NUMBER = 9;

/** An entry of a map: its name and its value. */
const entry = (name: number, value: number): number => framed(framed(name) + framed(value));

/** What has a length: a tag, the length as protobuf's varint, and so many bytes. No entry has more than two million. */
const framed = (bytes: number): number => 1 + (bytes < 1 << 7 ? 1 : bytes < 1 << 14 ? 2 : 3) + bytes;
