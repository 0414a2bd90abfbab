using Microsoft.Extensions.DependencyInjection.Extensions;
using RepoTickets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds RepoTickets to a host.</summary>
public static class RepoTicketsServiceCollectionExtensions
{
    /// <summary>
    /// Adds what all packages of RepoTickets need (a <see cref="TimeProvider"/> and an <see cref="IIdentifierGenerator"/>, unless the host
    /// has its own) and lets <paramref name="configure"/> add the packages. Calling it again with the same calls inside changes nothing.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Adds packages, such as <c>tickets => tickets.AddStorage(…)</c>.</param>
    public static IServiceCollection AddRepoTickets(this IServiceCollection services, Action<IRepoTicketsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdentifierGenerator, IdentifierGenerator>();
        configure(new RepoTicketsBuilder(services));
        return services;
    }
}
