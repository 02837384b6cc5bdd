import type { DeploymentEntry, DeploymentsBody, StorageBody } from "../../../../tools/github/wire";

/** A valid digest, another one for each number. */
export function digestOf(number: number): string {
    return `sha256:${number.toString(16).padStart(64, "0")}`;
}

/** A valid entry with nothing but what has to be there, and a repository of the default organization. */
export function entry(changes: Partial<DeploymentEntry> = {}): DeploymentEntry {
    return {
        name: "ghcr.io/acme/api",
        digest: digestOf(1),
        deployment_name: "shop/api/server",
        github_repository: "api",
        ...changes,
    };
}

/** A valid body of a write of deployments. */
export function deployments(
    entries: readonly DeploymentEntry[] = [entry()],
    changes: Partial<DeploymentsBody> = {},
): DeploymentsBody {
    return { logical_environment: "production", deployments: [...entries], ...changes };
}

/** A valid body of a write of a storage record. */
export function storage(changes: Partial<StorageBody> = {}): StorageBody {
    return {
        name: "ghcr.io/acme/api",
        digest: digestOf(1),
        registry_url: "https://ghcr.io",
        github_repository: "api",
        ...changes,
    };
}

/** The value without one of its fields. */
export function without<Value extends object>(value: Value, field: keyof Value): Partial<Value> {
    const { [field]: _, ...rest } = value;
    return rest as Partial<Value>;
}

/** A clock that shows the next second each time it is asked. */
export function tickingClock(): () => Date {
    let seconds = 0;
    return () => {
        seconds += 1;
        return new Date(Date.UTC(2026, 0, 1, 0, 0, seconds, 987));
    };
}
