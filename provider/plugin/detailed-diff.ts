import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Difference } from "../resource/difference";
import type { Diff } from "../resource/resource-handler";

/** A difference in the engine's form: the path as text, and whether it replaces the resource. */
type Entry = readonly [path: string, kind: PropertyDiff.Kind];

/** The reply to a diff: whether something differs, which properties replace the resource, and what a preview shows. */
export function toDiffResponse({ changes, replaces, deleteBeforeReplace, differences }: Diff): DiffResponse {
    const reply = new DiffResponse();
    reply.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
    reply.setReplacesList([...replaces]);
    reply.setDeletebeforereplace(deleteBeforeReplace);
    reply.setDiffsList([...new Set(differences.map(({ path: [property] }) => property))]);
    reply.setHasdetaileddiff(true);
    for (const [path, kind] of new Map(differences.map((difference) => toEntry(difference, replaces)))) {
        const shown = new PropertyDiff();
        shown.setKind(kind);
        reply.getDetaileddiffMap().set(path, shown);
    }
    return reply;
}

function toEntry({ path, kind }: Difference, replaces: readonly string[]): Entry {
    const { [kind]: kinds } = KINDS;
    // The engine's paths cannot express such a name. Then the whole property is shown.
    if (path.some((name) => /\\("|$)/.test(name))) return [path[0], KINDS.update.inPlace];
    return [toPath(path), replaces.includes(path[0]) ? kinds.replacing : kinds.inPlace];
}

const KINDS = {
    add: { inPlace: PropertyDiff.Kind.ADD, replacing: PropertyDiff.Kind.ADD_REPLACE },
    update: { inPlace: PropertyDiff.Kind.UPDATE, replacing: PropertyDiff.Kind.UPDATE_REPLACE },
    delete: { inPlace: PropertyDiff.Kind.DELETE, replacing: PropertyDiff.Kind.DELETE_REPLACE },
} as const;

/** A path in Pulumi's form: `deployments["shop/api/server"].digest`. */
const toPath = ([property, ...names]: Difference["path"]): string => property + names.map(toStep).join("");

const toStep = (name: string): string =>
    /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? `.${name}` : `["${name.replaceAll('"', '\\"')}"]`;
