// Sdkgen writes the SDK of one language from a Pulumi package schema.
//
// The CLI's own command for it (`pulumi package gen-sdk`) asks a language host, and the hosts that can be built from Go modules
// are too old to answer. The generators themselves are in the CLI's module.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// What the generated files name as their author, as the CLI does.
const tool = "pulumi"

type files = map[string][]byte

var generators = map[string]func(*schema.Package, schema.ReferenceLoader) (files, error){
	"go": func(pkg *schema.Package, _ schema.ReferenceLoader) (files, error) {
		return golang.GeneratePackage(tool, pkg, nil)
	},
	"nodejs": func(pkg *schema.Package, loader schema.ReferenceLoader) (files, error) {
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, loader)
	},
	"python": func(pkg *schema.Package, loader schema.ReferenceLoader) (files, error) {
		return python.GeneratePackage(tool, pkg, nil, loader)
	},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return errors.New("usage: sdkgen <schema.json> <language> <directory>")
	}
	from, language, to := args[0], args[1], args[2]
	generate, known := generators[language]
	if !known {
		all := strings.Join(slices.Sorted(maps.Keys(generators)), ", ")
		return fmt.Errorf("there is no generator for %q, only for %s", language, all)
	}
	if entries, err := os.ReadDir(to); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty, and what an older schema left there would stay: remove it first", to)
	}
	pkg, err := read(from)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	written, err := generate(pkg, noPackages{})
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	return write(written, to)
}

func read(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, problems, err := schema.BindSpec(spec, noPackages{}, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if problems.HasErrors() {
		return nil, problems
	}
	return pkg, nil
}

func write(written files, directory string) error {
	for name, text := range written {
		file := filepath.Join(directory, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
