//go:build tools

// Package tools keeps the language host's command in this module's requirements, so that `go mod tidy` does not drop it.
//
// Later versions of pulumi-yaml are refused as a module. The protocol between the CLI and a host has kept working since, so the
// old host runs programs under the current CLI.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
