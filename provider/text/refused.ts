/** An error that the user has to correct. The message is the complete advice; each binding shows it in its own way. */
export class Refused extends Error {
    override readonly name: string = "Refused";
}
