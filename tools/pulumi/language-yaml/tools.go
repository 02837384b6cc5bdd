//go:build tools

// Package tools keeps the language host's command in this module's requirements, so that `go mod tidy` does not drop it.
//
// v1.25.0 is the newest version that the Go proxy serves.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
