using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets;

/// <summary>The default composition.</summary>
internal sealed class RepoTicketsBuilder(IServiceCollection services) : IRepoTicketsBuilder
{
    /// <inheritdoc/>
    public string Name => "";

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;
}
