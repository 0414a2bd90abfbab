using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets;

/// <summary>
/// The host's services as a named composition sees them: its own where it has some of that type, or where the host has registered one under
/// the composition's name; everybody's otherwise.
/// </summary>
internal sealed class NamedProvider(IServiceProvider host, NamedServices services, string name)
    : IKeyedServiceProvider, IServiceProviderIsKeyedService
{
    private readonly IServiceProviderIsKeyedService? _keyed = host.GetService<IServiceProviderIsKeyedService>();

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IServiceProvider) || serviceType == typeof(IServiceProviderIsService) ||
            serviceType == typeof(IServiceProviderIsKeyedService))
        {
            return this;
        }

        if (serviceType == typeof(IServiceScopeFactory))
        {
            return new NamedScopes(host.GetRequiredService<IServiceScopeFactory>(), services, name);
        }

        if (serviceType == typeof(IMeterFactory))
        {
            return new NamedMeterFactory(host.GetService<IMeterFactory>(), name);
        }

        return IsNamed(serviceType) || IsListOfNamed(serviceType)
            ? ((IKeyedServiceProvider)host).GetKeyedService(serviceType, name)
            : host.GetService(serviceType);
    }

    public object? GetKeyedService(Type serviceType, object? serviceKey)
    {
        var keyed = (IKeyedServiceProvider)host;
        return keyed.GetKeyedService(serviceType, new NamedKey(name, serviceKey)) ?? keyed.GetKeyedService(serviceType, serviceKey);
    }

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        GetKeyedService(serviceType, serviceKey) ?? ((IKeyedServiceProvider)host).GetRequiredKeyedService(serviceType, serviceKey);

    public bool IsKeyedService(Type serviceType, object? serviceKey) =>
        _keyed?.IsKeyedService(serviceType, new NamedKey(name, serviceKey)) == true ||
            _keyed?.IsKeyedService(serviceType, serviceKey) == true;

    public bool IsService(Type serviceType) =>
        IsNamed(serviceType) || host.GetService<IServiceProviderIsService>()?.IsService(serviceType) == true;

    private bool IsNamed(Type type) => services.Has(type) || _keyed?.IsKeyedService(type, name) == true;

    private bool IsListOfNamed(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) && IsNamed(type.GenericTypeArguments[0]);

    private sealed class NamedScopes(IServiceScopeFactory scopes, NamedServices services, string name) : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => new NamedScope(scopes.CreateScope(), services, name);
    }

    private sealed class NamedScope(IServiceScope scope, NamedServices services, string name) : IServiceScope, IAsyncDisposable
    {
        public IServiceProvider ServiceProvider { get; } = new NamedProvider(scope.ServiceProvider, services, name);

        public void Dispose() => scope.Dispose();

        public ValueTask DisposeAsync()
        {
            if (scope is IAsyncDisposable disposable)
            {
                return disposable.DisposeAsync();
            }

            scope.Dispose();
            return default;
        }
    }
}
