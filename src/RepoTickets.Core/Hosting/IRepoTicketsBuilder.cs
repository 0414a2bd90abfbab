using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets;

/// <summary>What <c>AddRepoTickets</c> hands to the extension methods of the packages.</summary>
public interface IRepoTicketsBuilder
{
    /// <summary>The name of the composition; empty for the default one.</summary>
    string Name { get; }

    /// <summary>The services of the host.</summary>
    IServiceCollection Services { get; }
}
