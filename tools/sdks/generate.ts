import { type EngineEffects, engineEffects } from "../pulumi/effects";
import { findSdkGenerator } from "../pulumi/sdk-generator";

/** The languages in which an SDK can be generated. */
export const SDK_LANGUAGES = ["go", "nodejs", "python"] as const;
export type SdkLanguage = (typeof SDK_LANGUAGES)[number];

/**
 * Writes the SDK of one language into `directory`, which must be empty or not exist, from a Pulumi package schema and its settings
 * for that language. If the schema has errors, rejects with them.
 */
export async function generateSdk(
    schemaFile: string,
    language: SdkLanguage,
    directory: string,
    options: Partial<EngineEffects> = {},
): Promise<void> {
    const effects = engineEffects(options);
    const generator = await findSdkGenerator(effects);
    const { code, output } = await effects.run(generator, [schemaFile, language, directory], { env: effects.env });
    if (code !== 0) {
        throw new Error(output.trim());
    }
}
