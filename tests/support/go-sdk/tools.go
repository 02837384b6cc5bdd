//go:build tools

// Package tools keeps the imports of a generated SDK in this module's requirements. A test compiles a generated SDK with this
// go.mod and go.sum, so that Go does not choose any versions.
package tools

import (
	_ "github.com/blang/semver"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/internals"
)
