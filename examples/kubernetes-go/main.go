package main

import (
	githubartifacts "pulumi-github-artifacts/sdk/go/githubartifacts"

	appsv1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/apps/v1"
	corev1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/core/v1"
	metav1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/meta/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		labels := pulumi.StringMap{"app": pulumi.String("api")}

		// Annotations of the pods become risks and tags.
		annotations := pulumi.StringMap{
			"metadata.github.com/runtime-risks": pulumi.String("internet-exposed, sensitive-data"),
			"metadata.github.com/team":          pulumi.String("checkout"),
		}

		api, err := appsv1.NewDeployment(ctx, "api", &appsv1.DeploymentArgs{
			Metadata: &metav1.ObjectMetaArgs{Name: pulumi.String("api"), Namespace: pulumi.String("shop")},
			Spec: &appsv1.DeploymentSpecArgs{
				Selector: &metav1.LabelSelectorArgs{MatchLabels: labels},
				Template: &corev1.PodTemplateSpecArgs{
					Metadata: &metav1.ObjectMetaArgs{Labels: labels, Annotations: annotations},
					Spec: &corev1.PodSpecArgs{
						Containers: corev1.ContainerArray{
							&corev1.ContainerArgs{
								Name:  pulumi.String("server"),
								Image: pulumi.String("ghcr.io/acme/api:1.4.2@sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b"),
							},
							&corev1.ContainerArgs{
								Name:  pulumi.String("proxy"),
								Image: pulumi.String("docker.io/istio/proxyv2:1.27.1"),
							},
						},
					},
				},
			},
		})
		if err != nil {
			return err
		}

		// What runs, read out of the workload: a deployment for each container, by its name.
		made := githubartifacts.DeploymentsOfOutput(ctx, githubartifacts.DeploymentsOfOutputArgs{
			// The outputs of the resource: the resource itself does not reach a function.
			Workloads: pulumi.Array{
				pulumi.Map{"kind": api.Kind, "metadata": api.Metadata, "spec": api.Spec},
			},
			Include:          pulumi.StringArray{pulumi.String("ghcr.io/acme/")}, // the mesh's proxy is none of our images
			GithubRepository: pulumi.String("api"),
		})

		production, err := githubartifacts.NewClusterDeploymentRecordSet(ctx, "production", &githubartifacts.ClusterDeploymentRecordSetArgs{
			Cluster:            pulumi.String("kubernetes-go-eu-1"),
			LogicalEnvironment: pulumi.String("production"),
			Deployments:        made.Typed(),
		})
		if err != nil {
			return err
		}

		ctx.Export("recordIds", production.RecordIds)
		return nil
	})
}
