import { download } from "./download";
import { type EngineEffects, engineEffects } from "./effects";
import { goBuild } from "./go-build";
import { neededGo } from "./go-command";
import { kept } from "./kept";
import { onPath } from "./on-path";
import type { Engine, EngineSource } from "./source";
import { MINIMUM_VERSION } from "./versions";

export type { Engine };

// The cheapest source is first, and an engine that the user has installed comes before all.
const SOURCES: readonly EngineSource[] = [onPath, kept, download, goBuild];

/**
 * Finds a real Pulumi engine for this machine: on PATH, kept from an earlier run, downloaded, or built from Go modules, in this order.
 *
 * A first run may take minutes, and says on stderr what it does. Writes only below `~/.pulumi/versions` and in Go's own caches.
 * If no source has an engine, rejects with a message that says what was tried, why each attempt failed, and what to do.
 */
export async function findEngine(options: Partial<EngineEffects> = {}): Promise<Engine> {
    const effects = engineEffects(options);
    const failures: { name: string; why: string }[] = [];
    for (const { name, attempt } of SOURCES) {
        const outcome = await attempt(effects, failures.at(-1)?.why ?? "");
        if ("engine" in outcome) {
            return outcome.engine;
        }
        failures.push({ name, why: outcome.why });
    }
    const tried = failures.map(({ name, why }, index) => `  ${index + 1}. ${name}: ${indent(why)}.`);
    throw new Error(
        [
            "There is no Pulumi engine to run. Tried, in this order:",
            ...tried,
            `Install Pulumi ${MINIMUM_VERSION} or later (https://www.pulumi.com/docs/iac/download-install/), so that \`pulumi\` is on PATH,`,
            `or Go ${await neededGo(effects)} or later (https://go.dev/doc/install), and try again.`,
        ].join("\n"),
    );
}

function indent(text: string): string {
    return text.replaceAll("\n", "\n     ");
}
