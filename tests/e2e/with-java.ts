/**
 * `npm run test:java` writes the plugin's SDK for Java, and compiles it with the program in docs/languages.md. It needs Go, Maven and
 * JDK 11 or later, and gets Pulumi's SDK for Java from Maven Central. The first run builds the generator, which takes a minute.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKOUT } from "../support/installation";
import { snippetsOf } from "../support/snippets";

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>program</groupId>
    <artifactId>program</artifactId>
    <version>1</version>
    <properties>
        <maven.compiler.source>11</maven.compiler.source>
        <maven.compiler.target>11</maven.compiler.target>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    </properties>
    <dependencies>
        <dependency><groupId>com.pulumi</groupId><artifactId>pulumi</artifactId><version>1.16.0</version></dependency>
        <dependency><groupId>com.google.code.findbugs</groupId><artifactId>jsr305</artifactId><version>3.0.2</version></dependency>
    </dependencies>
</project>
`;

const inJava = (program: string): string => `package program;

import com.pulumi.Pulumi;
import com.pulumi.resources.CustomResourceOptions;
import java.util.*;
import java.util.stream.Collectors;
import pulumi.githubartifacts.*;
import pulumi.githubartifacts.enums.RuntimeRisk;
import pulumi.githubartifacts.inputs.*;
import pulumi.githubartifacts.outputs.StorageRecordOfResult;

public class App {
    public static void main(String[] args) {
        Map<String, Object> api = Map.of("kind", "Deployment");
        Pulumi.run(ctx -> {
${program}
        });
    }
}
`;

const PAGE = "docs/languages.md";
const place = mkdtempSync(join(tmpdir(), "sdk-java-"));
const run = (cwd: string, command: string, ...args: string[]): void =>
    void execFileSync(command, args, { cwd, env: { ...process.env, GOWORK: "off" }, stdio: "inherit" });

try {
    const shown = snippetsOf(PAGE, readFileSync(join(CHECKOUT, PAGE), "utf8"));
    const [program, ...more] = shown.filter(({ language }) => language === "java");
    if (program === undefined || more.length > 0) throw new Error(`${PAGE} must show one program in Java`);
    const generator = join(place, "generator");
    run(
        join(CHECKOUT, "tools/pulumi/language-java"),
        "go",
        "build",
        "-mod=readonly",
        "-trimpath",
        "-o",
        generator,
        ".",
    );
    run(CHECKOUT, generator, "provider/plugin/schema.json", place);
    mkdirSync(join(place, "src/main/java/program"), { recursive: true });
    writeFileSync(join(place, "src/main/java/program/App.java"), inJava(program.code));
    writeFileSync(join(place, "pom.xml"), POM);
    run(place, "mvn", "--quiet", "--batch-mode", "compile");
    process.stdout.write(`The SDK for Java and the program in ${PAGE} compile.\n`);
} finally {
    rmSync(place, { recursive: true, force: true });
}
