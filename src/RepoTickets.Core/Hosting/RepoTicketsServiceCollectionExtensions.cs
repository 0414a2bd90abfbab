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
        AddShared(services);
        configure(new RepoTicketsBuilder("", services));
        return services;
    }

    /// <summary>
    /// Adds a composition with a name, beside the default one and others: several repositories in one host. Its services are keyed by the
    /// name: <c>[FromKeyedServices("website")] ITicketStore store</c>. Inside, each package finds those of the same composition, and what
    /// the composition does not have is everybody's. Options are named likewise. Calling it again with the same name and the same calls
    /// inside changes nothing.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name, not blank; compared exactly.</param>
    /// <param name="configure">Adds packages, such as <c>tickets => tickets.AddStorage(…)</c>.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static IServiceCollection AddRepoTickets(this IServiceCollection services, string name, Action<IRepoTicketsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        AddShared(services);
        var known = services.FirstOrDefault(
            service => service.ServiceType == typeof(NamedServices) && name.Equals(service.ServiceKey as string, StringComparison.Ordinal));
        if (known?.KeyedImplementationInstance is not NamedServices named)
        {
            named = new(services, name);
            services.AddKeyedSingleton(name, named);
        }

        configure(new RepoTicketsBuilder(name, named));
        return services;
    }

    private static void AddShared(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdentifierGenerator, IdentifierGenerator>();
    }
}
