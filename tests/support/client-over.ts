import { accessOf } from "../../provider/github/access";
import { BackOff } from "../../provider/github/back-off";
import { type ArtifactMetadataClient, createClient } from "../../provider/github/client";
import { createOctokit } from "../../provider/github/octokit";
import type { Credential, Settings } from "../../provider/settings/settings";
import { instantClock } from "./clocks";
import { type Answer, type SentRequest, scriptedFetch } from "./scripted-fetch";
import { settingsWith } from "./settings";

/** A token that no message may contain. */
export const HUSH = "ghp_hush-hush";

const TOKEN: Credential = { kind: "token", token: HUSH, source: "GITHUB_TOKEN" };

/** The real client with scripted replies. Its waits end at once. */
export async function clientOver(...answers: readonly Answer[]) {
    return clientWith({ credential: TOKEN }, ...answers);
}

/** The same with given settings. */
export async function clientWith(
    parts: Partial<Settings>,
    ...answers: readonly Answer[]
): Promise<{ client: ArtifactMetadataClient; requests: SentRequest[]; said: string[] }> {
    const { fetch, requests } = scriptedFetch(...answers);
    const said: string[] = [];
    const settings = settingsWith(parts);
    const say = (line: string): void => {
        said.push(line);
    };
    const octokit = await createOctokit(settings, new BackOff(instantClock(), say), fetch);
    return { client: createClient(octokit, accessOf(settings)), requests, said };
}
