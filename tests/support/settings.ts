import type { Settings } from "../../provider/settings";

/** Settings as they are where nothing is set, but for these. */
export const settingsWith = (parts: Partial<Settings> = {}): Settings => ({
    baseUrl: "https://api.github.com",
    maxWait: 900,
    verify: false,
    unused: [],
    problems: [],
    ...parts,
});
