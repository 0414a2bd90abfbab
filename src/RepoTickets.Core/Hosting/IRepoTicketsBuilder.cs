using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets;

/// <summary>What <c>AddRepoTickets</c> hands to the extension methods of the packages.</summary>
public interface IRepoTicketsBuilder
{
    /// <summary>
    /// The name of the composition; empty for the default one. Options of packages are configured and read under this name.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// The services of the composition: those of the host for the default one; for a named one a collection whose entries stand in the
    /// host's under the name as key.
    /// </summary>
    IServiceCollection Services { get; }
}
