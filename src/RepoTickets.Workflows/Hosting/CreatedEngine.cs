namespace RepoTickets.Workflows.Hosting;

/// <summary>The engine of the services once somebody has asked for it, so that whoever stops it makes none for that. Thread-safe.</summary>
internal sealed class CreatedEngine
{
    private volatile IWorkflowEngine? _engine;

    /// <summary>Null while nobody has asked for it.</summary>
    internal IWorkflowEngine? Engine => _engine;

    internal IWorkflowEngine Note(IWorkflowEngine engine) => _engine = engine;
}
