using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RepoTickets;

/// <summary>
/// The services of a named composition, as the packages see them: a collection of its own, so that "add unless it is there" asks about this
/// composition and no other. What is added here stands in the host's collection as a keyed service, the key being the composition's name,
/// and its factory is given a <see cref="NamedProvider"/>. Packages need not know of any of this.
/// </summary>
internal sealed class NamedServices(IServiceCollection host, string name) : IServiceCollection
{
    private readonly List<ServiceDescriptor> _own = [];
    private readonly List<ServiceDescriptor?> _inHost = [];
    private readonly HashSet<Type> _types = [];

    public int Count => _own.Count;

    public bool IsReadOnly => host.IsReadOnly;

    public ServiceDescriptor this[int index]
    {
        get => _own[index];
        set
        {
            RemoveAt(index);
            Insert(index, value);
        }
    }

    /// <summary>The composition has services of this type.</summary>
    internal bool Has(Type type) => _types.Contains(type);

    public void Add(ServiceDescriptor item) => Insert(_own.Count, item);

    public void Insert(int index, ServiceDescriptor item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _own.Insert(index, item);
        _inHost.Insert(index, AddToHost(item));
    }

    public void RemoveAt(int index)
    {
        if (_inHost[index] is { } added)
        {
            host.Remove(added);
        }

        var type = _own[index].ServiceType;
        _own.RemoveAt(index);
        _inHost.RemoveAt(index);
        if (!_own.Exists(descriptor => descriptor.ServiceType == type))
        {
            _types.Remove(type);
        }
    }

    public bool Remove(ServiceDescriptor item)
    {
        var index = _own.IndexOf(item);
        if (index >= 0)
        {
            RemoveAt(index);
        }

        return index >= 0;
    }

    public void Clear()
    {
        while (_own.Count > 0)
        {
            RemoveAt(_own.Count - 1);
        }
    }

    public bool Contains(ServiceDescriptor item) => _own.Contains(item);

    public int IndexOf(ServiceDescriptor item) => _own.IndexOf(item);

    public void CopyTo(ServiceDescriptor[] array, int arrayIndex) => _own.CopyTo(array, arrayIndex);

    public IEnumerator<ServiceDescriptor> GetEnumerator() => _own.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _own.GetEnumerator();

    /// <returns>What to take out of the host's collection again; null when it is not this composition's alone.</returns>
    private ServiceDescriptor? AddToHost(ServiceDescriptor item)
    {
        if (BelongsToHost(item))
        {
            return AddUnkeyed(item);
        }

        if (item.IsKeyedService)
        {
            var keyedTwice = MakeKeyedTwice(item);
            host.Add(keyedTwice);
            return keyedTwice;
        }

        _types.Add(item.ServiceType);
        if (item.ServiceType.FullName == "Microsoft.Extensions.Hosting.IHostedService")
        {
            // The host asks for all of them without a key.
            var factory = MakeFactory(item);
            var hosted = new ServiceDescriptor(item.ServiceType, provider => factory(provider), item.Lifetime);
            host.Add(hosted);
            return hosted;
        }

        var keyed = item.ImplementationInstance is { } instance
            ? new ServiceDescriptor(item.ServiceType, name, instance)
            : new(item.ServiceType, name, MakeKeyedFactory(item), item.Lifetime);
        host.Add(keyed);
        return keyed;
    }

    /// <summary>A keyed service of the composition: both keys together are its key in the host.</summary>
    private ServiceDescriptor MakeKeyedTwice(ServiceDescriptor item)
    {
        var key = new NamedKey(name, item.ServiceKey);
        if (item.KeyedImplementationInstance is { } instance)
        {
            return new(item.ServiceType, key, instance);
        }

        if (item.KeyedImplementationFactory is { } factory)
        {
            return new(
                item.ServiceType, key, (provider, _) => factory(new NamedProvider(provider, this, name), item.ServiceKey), item.Lifetime);
        }

        var make = MakeActivator(item.KeyedImplementationType!);
        return new(item.ServiceType, key, (provider, _) => make(provider), item.Lifetime);
    }

    private Func<IServiceProvider, object?, object> MakeKeyedFactory(ServiceDescriptor item)
    {
        var factory = MakeFactory(item);
        return (provider, _) => factory(provider);
    }

    private Func<IServiceProvider, object> MakeFactory(ServiceDescriptor item)
    {
        if (item.ImplementationFactory is { } factory)
        {
            return provider => factory(new NamedProvider(provider, this, name));
        }

        return item.ImplementationInstance is { } instance ? _ => instance : MakeActivator(item.ImplementationType!);
    }

    private Func<IServiceProvider, object> MakeActivator(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type implementation) =>
        provider => ActivatorUtilities.CreateInstance(new NamedProvider(provider, this, name), implementation);

    /// <summary>
    /// Machinery of the host that has names of its own: options, health checks, logging, HTTP clients, and everything generic. A
    /// composition only adds to it.
    /// </summary>
    private static bool BelongsToHost(ServiceDescriptor item) =>
        item.ServiceType.IsGenericTypeDefinition || item.ServiceType.Namespace is
            "System.Diagnostics.Metrics" or "Microsoft.Extensions.Diagnostics.Metrics" or "Microsoft.Extensions.Options" or
            "Microsoft.Extensions.Diagnostics.HealthChecks" or "Microsoft.Extensions.Logging"
            or "Microsoft.Extensions.Http" or "System.Net.Http";

    private ServiceDescriptor? AddUnkeyed(ServiceDescriptor item)
    {
        if (!item.IsKeyedService && item.ServiceType.FullName is
            "System.Net.Http.IHttpClientFactory" or "System.Net.Http.IHttpMessageHandlerFactory" or "System.Net.Http.HttpClient")
        {
            // One for the whole host: what it has registered itself is not replaced by what a composition brings along.
            host.TryAdd(item);
            return null;
        }

        if (item is { IsKeyedService: false, ImplementationFactory: { } make } &&
            item.ServiceType.Namespace == "Microsoft.Extensions.Options")
        {
            // Options that are configured from services are configured from those of the composition.
            var own = new ServiceDescriptor(item.ServiceType, provider => make(new NamedProvider(provider, this, name)), item.Lifetime);
            host.Add(own);
            return own;
        }

        if (item.IsKeyedService || item.ImplementationInstance is not null || item.ImplementationFactory is not null)
        {
            host.Add(item);
            return item;
        }

        if (item.ServiceType.IsGenericTypeDefinition || !item.ServiceType.IsGenericType)
        {
            host.TryAdd(item);
        }
        else
        {
            host.TryAddEnumerable(item);
        }

        return null;
    }
}

/// <summary>The key of a keyed service of a named composition.</summary>
internal sealed record NamedKey(string Name, object? Key);
