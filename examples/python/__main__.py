import pulumi
import pulumi_github_artifacts as artifacts

# Where the image is stored. In your program, version and digest come from the build that pushed it.
image = artifacts.ArtifactStorageRecord(
    "api-image",
    name="ghcr.io/acme/api",
    version="1.4.2",
    digest="sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
    registry_url="https://ghcr.io",
    repository="acme/api",
    github_repository="api",
)

# Where it runs. The names on the left are yours; one name stands for one record on GitHub.
production = artifacts.ClusterDeploymentRecordSet(
    "production",
    cluster="python-eu-1",
    logical_environment="production",
    physical_environment="eu-west-1",
    deployments={
        "shop/api/server": artifacts.DeploymentArgs(
            name=image.name,
            version=image.version,
            digest=image.digest,
            github_repository="api",
            tags={"team": "checkout"},
            runtime_risks=[
                artifacts.RuntimeRisk.INTERNET_EXPOSED,
                artifacts.RuntimeRisk.SENSITIVE_DATA,
            ],
        ),
    },
)

pulumi.export("recordIds", production.record_ids)
