using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RepoTickets.Hosting;

// Compiled into each package that has options.

/// <summary>How packages register their options.</summary>
internal static class CheckedOptions
{
    /// <summary>
    /// Adds options under the name of the composition, checked by a validator when they are first used, and when the host starts. Calling
    /// it again only configures.
    /// </summary>
    internal static void AddCheckedOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(
        this IRepoTicketsBuilder builder, Action<TOptions>? configure = null)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        var options = new OptionsBuilder<TOptions>(builder.Services, builder.Name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (!builder.Services.Any(static service =>
            service is { IsKeyedService: false } && service.ImplementationType == typeof(TValidator)))
        {
            builder.Services.AddOptions();
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
            options.ValidateOnStart();
        }
    }

    /// <summary>The options of a composition.</summary>
    internal static TOptions GetOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceProvider provider, string name)
        where TOptions : class => provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);

    /// <summary>A service of a composition, from the host's provider.</summary>
    internal static TService GetOf<TService>(this IServiceProvider provider, string name)
        where TService : notnull =>
        name.Length == 0 ? provider.GetRequiredService<TService>() : provider.GetRequiredKeyedService<TService>(name);

    /// <summary>The name of something of a composition in a list of the host's, where names must differ.</summary>
    internal static string NameIn(string name, string what) => name.Length == 0 ? what : $"{what}.{name}";
}
