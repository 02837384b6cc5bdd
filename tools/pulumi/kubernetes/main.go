// The Kubernetes plugin, as Pulumi's own command serves it.
//
// That command cannot be built as a module: it embeds files that a generator writes, and the module lacks them. What they are made from is
// in the module. The build shows it here, beside this file, where it is not (`go build -overlay`).
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var mapping []byte

func main() {
	provider.Serve("kubernetes", "4.25.0-alpha+f47bc2d6f199", schema, mapping)
}
