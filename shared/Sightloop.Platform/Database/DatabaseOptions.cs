namespace Sightloop.Platform.Database;

/// <summary>Section "Database". Changing the column (SQLite or PostgreSQL) is a matter of these settings only.</summary>
public sealed class DatabaseOptions
{
    /// <summary>"Sqlite" (one file per service) or "Postgres" (one database per service).</summary>
    public string Kind { get; set; } = "Sqlite";

    /// <summary>SQLite: the folder of the files; one process owns it at a time.</summary>
    public string Folder { get; set; } = "data/db";

    /// <summary>PostgreSQL: the connection string, in which {service} stands for the service's name.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>PostgreSQL: create the service's database when it is missing (for development; needs the right to).</summary>
    public bool CreateMissing { get; set; }

    public bool IsPostgres => Kind.Equals("Postgres", StringComparison.OrdinalIgnoreCase);
}
