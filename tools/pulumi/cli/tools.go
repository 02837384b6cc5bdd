//go:build tools

// Package tools keeps the CLI's command in this module's requirements, so that `go mod tidy` does not drop it.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
