using RepoTickets.Fuzz.Engine;
using RepoTickets.Fuzz.Generation;

namespace RepoTickets.Fuzz.Targets;

/// <summary>A target whose inputs are made afresh now and then, and are mostly mutations of what is right.</summary>
internal abstract class MutatedTarget : FuzzTarget
{
    private const int PoolSize = 150;

    private readonly Lazy<(IReadOnlyList<byte[]> Pool, Mutator Mutator)> _bases;

    protected MutatedTarget() => _bases = new(() =>
    {
        var random = new Random(20_261);
        byte[][] pool = [.. Seeds, .. Enumerable.Range(0, PoolSize).Select(_ => Generate(random))];
        return (pool, new Mutator(Tokens, pool));
    });

    /// <summary>Inputs to begin with, beside those that are generated.</summary>
    protected virtual IReadOnlyList<byte[]> Seeds => [];

    /// <summary>Words of the format.</summary>
    protected abstract IReadOnlyList<string> Tokens { get; }

    internal override byte[] Make(Random random)
    {
        var (pool, mutator) = _bases.Value;
        return random.Next(10) switch
        {
            0 or 1 => Generate(random),
            2 => Finish(mutator.Apply(Generate(random), random), random),
            _ => Finish(mutator.Apply(pool[random.Next(pool.Count)], random), random),
        };
    }

    /// <summary>An input of the grammar, right or nearly so.</summary>
    protected abstract byte[] Generate(Random random);

    /// <summary>Has the last word on a mutation: for example a checksum that is right again.</summary>
    protected virtual byte[] Finish(byte[] input, Random random) => input;
}
