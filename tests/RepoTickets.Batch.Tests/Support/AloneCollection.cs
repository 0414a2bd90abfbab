namespace RepoTickets.Batch.Tests.Support;

/// <summary>Tests that look at the memory of the process, and so want no others beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    internal const string Name = "alone";
}
