import { generateSdk, SDK_LANGUAGES, type SdkLanguage } from "./generate";

const USAGE = `npm run sdks -- <schema.json> <language> <directory>

Writes the SDK of one language (${SDK_LANGUAGES.join(", ")}) from a Pulumi package schema into a directory that is empty or does
not exist. The first run builds the generator, with Go.
`;

/** `npm run sdks`. Exits with 2 on bad arguments, and with 1 if it cannot write an SDK. */
async function main(args: readonly string[]): Promise<void> {
    const [schemaFile, language, directory, ...more] = args;
    if (args.includes("--help") || args.includes("-h")) {
        process.stdout.write(USAGE);
    } else if (schemaFile === undefined || !isLanguage(language) || directory === undefined || more.length > 0) {
        process.stderr.write(USAGE);
        process.exitCode = 2;
    } else {
        await write(schemaFile, language, directory);
    }
}

async function write(schemaFile: string, language: SdkLanguage, directory: string): Promise<void> {
    try {
        await generateSdk(schemaFile, language, directory);
    } catch (error) {
        process.stderr.write(`${(error as Error).message}\n`);
        process.exitCode = 1;
    }
}

function isLanguage(text: string | undefined): text is SdkLanguage {
    return SDK_LANGUAGES.some((language) => language === text);
}

void main(process.argv.slice(2));
