import { startGitHub } from "../github";
import { askAll, type Findings } from "./suite";

const [TOKEN, READ_ONLY] = ["ghs_conformance", "ghs_conformance-read"];

/** Asks a new embedded GitHub. */
export async function askEmbedded(): Promise<Findings & { readonly active: number }> {
    const github = await startGitHub({ tokens: { [TOKEN]: "write", [READ_ONLY]: "read" } });
    try {
        const target = { baseUrl: github.url, org: "acme", repository: "api", token: TOKEN, readOnlyToken: READ_ONLY };
        const findings = await askAll({ ...target, run: "embedded", fetch });
        const statuses = [...github.deploymentRecords(), ...github.storageRecords()].map(({ status }) => status);
        return { ...findings, active: statuses.filter((status) => /^(deployed|active)$/.test(status)).length };
    } finally {
        await github.close();
    }
}
