package main

import (
	githubartifacts "pulumi-github-artifacts/sdk/go/githubartifacts"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		// Where the image is stored. In your program, version and digest come from the build that pushed it.
		image, err := githubartifacts.NewArtifactStorageRecord(ctx, "api-image", &githubartifacts.ArtifactStorageRecordArgs{
			Name:             pulumi.String("ghcr.io/acme/api"),
			Version:          pulumi.String("1.4.2"),
			Digest:           pulumi.String("sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b"),
			RegistryUrl:      pulumi.String("https://ghcr.io"),
			Repository:       pulumi.String("acme/api"),
			GithubRepository: pulumi.String("api"),
		})
		if err != nil {
			return err
		}

		// Where it runs. The names on the left are yours; one name stands for one record on GitHub.
		production, err := githubartifacts.NewClusterDeploymentRecordSet(ctx, "production", &githubartifacts.ClusterDeploymentRecordSetArgs{
			Cluster:             pulumi.String("go-eu-1"),
			LogicalEnvironment:  pulumi.String("production"),
			PhysicalEnvironment: pulumi.String("eu-west-1"),
			Deployments: githubartifacts.DeploymentMap{
				"shop/api/server": githubartifacts.DeploymentArgs{
					Name:             image.Name,
					Version:          image.Version,
					Digest:           image.Digest,
					GithubRepository: pulumi.String("api"),
					Tags:             pulumi.StringMap{"team": pulumi.String("checkout")},
					RuntimeRisks: githubartifacts.RuntimeRiskArray{
						githubartifacts.RuntimeRiskInternetExposed,
						githubartifacts.RuntimeRiskSensitiveData,
					},
				},
			},
		})
		if err != nil {
			return err
		}

		ctx.Export("recordIds", production.RecordIds)
		return nil
	})
}
