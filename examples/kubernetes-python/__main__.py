import pulumi
import pulumi_github_artifacts as artifacts
import pulumi_kubernetes as kubernetes

labels = {"app": "api"}

# Annotations of the pods become risks and tags.
annotations = {
    "metadata.github.com/runtime-risks": "internet-exposed, sensitive-data",
    "metadata.github.com/team": "checkout",
}

api = kubernetes.apps.v1.Deployment(
    "api",
    metadata={"name": "api", "namespace": "shop"},
    spec={
        "selector": {"match_labels": labels},
        "template": {
            "metadata": {"labels": labels, "annotations": annotations},
            "spec": {
                "containers": [
                    {
                        "name": "server",
                        "image": "ghcr.io/acme/api:1.4.2@sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
                    },
                    {"name": "proxy", "image": "docker.io/istio/proxyv2:1.27.1"},
                ],
            },
        },
    },
)

# What runs, read out of the workload: a deployment for each container, by its name.
made = artifacts.deployments_of_output(
    # The outputs of the resource: the resource itself does not reach a function.
    workloads=[{"kind": api.kind, "metadata": api.metadata, "spec": api.spec}],
    include=["ghcr.io/acme/"],  # the mesh's proxy is none of our images
    github_repository="api",
)

production = artifacts.ClusterDeploymentRecordSet(
    "production",
    cluster="kubernetes-python-eu-1",
    logical_environment="production",
    deployments=made.deployments,
)

pulumi.export("recordIds", production.record_ids)
