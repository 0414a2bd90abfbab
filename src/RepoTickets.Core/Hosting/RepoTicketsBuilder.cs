using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets;

/// <summary>A composition that is being put together.</summary>
internal sealed class RepoTicketsBuilder(string name, IServiceCollection services) : IRepoTicketsBuilder
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;
}
