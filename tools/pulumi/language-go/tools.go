//go:build tools

// Package tools keeps the language host's command in this module's requirements, so that `go mod tidy` does not drop it.
//
// sdk/v3 v3.60.0 is an old version that holds the host; later ones moved it to a module of its own. The protocol between the
// CLI and a host has kept working since, so the old host runs programs under the current CLI.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go"
