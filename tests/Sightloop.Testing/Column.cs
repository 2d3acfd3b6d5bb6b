namespace Sightloop.Testing;

/// <summary>The two ways to run: behaviour tests go over both.</summary>
public enum Column
{
    /// <summary>SQLite files, the in-memory bus and a folder of objects.</summary>
    Standalone,

    /// <summary>PostgreSQL, RabbitMQ and S3: real servers, named by the variables that `infra/servers env` prints.</summary>
    Cluster,
}
