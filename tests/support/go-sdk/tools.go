//go:build tools

// Package tools keeps what a generated SDK imports in this module's requirements. A test compiles a generated SDK with this
// go.mod and go.sum, so that Go has nothing to decide.
package tools

import (
	_ "github.com/blang/semver"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/internals"
)
