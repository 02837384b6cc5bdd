//go:build tools

// Package tools keeps the language host's command in this module's requirements, so that `go mod tidy` does not drop it.
//
// v1.10.0 is the version that was seen to build as a module and to run programs under the current CLI: the protocol between the
// CLI and a host has kept working since.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
