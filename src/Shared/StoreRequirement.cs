using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RepoTickets.Hosting;

// Compiled into each package that works on a store: packages do not see into each other, and Core depends on no options.

/// <summary>What a composition asks for; options only in so far as the host checks options when it starts.</summary>
internal sealed class StoreRequirement
{
    /// <summary>The calls that need a store, such as <c>AddBatch</c>.</summary>
    internal SortedSet<string> Callers { get; } = new(StringComparer.Ordinal);
}

/// <summary>Notes one call that needs a store; a kind of its own, so that calling it again is seen to add nothing.</summary>
internal sealed class StoreCaller(string name, string caller) : IConfigureNamedOptions<StoreRequirement>
{
    internal string Caller { get; } = caller;

    public void Configure(StoreRequirement options) => Configure(Options.DefaultName, options);

    public void Configure(string? optionsName, StoreRequirement options)
    {
        if (optionsName == name)
        {
            options.Callers.Add(Caller);
        }
    }
}

/// <summary>Makes a host without a store fail when it starts, with a sentence that says what to add.</summary>
internal sealed class StoreRequirementValidator(IServiceProvider provider) : IValidateOptions<StoreRequirement>
{
    public ValidateOptionsResult Validate(string? name, StoreRequirement options)
    {
        var hasStore = provider.GetService<IServiceProviderIsService>()?.IsService(typeof(ITicketStore)) != false ||
            (!string.IsNullOrEmpty(name) &&
                provider.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(ITicketStore), name) == true);
        return hasStore
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(StoreRequirements.Explain(string.Join(", ", options.Callers)));
    }
}

/// <summary>How packages say that they need a store.</summary>
internal static class StoreRequirements
{
    /// <summary>Has the host check at its start that the composition has a store.</summary>
    internal static void RequireStore(this IRepoTicketsBuilder builder, string caller)
    {
        builder.AddCheckedOptions<StoreRequirement, StoreRequirementValidator>();
        var isKnown = builder.Services.Any(
            service => service is { IsKeyedService: false, ImplementationInstance: StoreCaller known } && known.Caller == caller);
        if (!isKnown)
        {
            builder.Services.AddSingleton<IConfigureOptions<StoreRequirement>>(new StoreCaller(builder.Name, caller));
        }
    }

    /// <summary>The store of the composition.</summary>
    /// <exception cref="InvalidOperationException">It has none; the message says what to add.</exception>
    internal static ITicketStore GetStore(this IServiceProvider provider, string caller) =>
        provider.GetService<ITicketStore>() ?? throw new InvalidOperationException(Explain(caller));

    internal static string Explain(string caller) =>
        $"{caller} needs a store, and the composition has none: " +
        "call AddStorage(path) in the same AddRepoTickets, or register an ITicketStore.";
}
