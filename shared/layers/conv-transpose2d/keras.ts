/** A Keras layer with all options of PyTorch's ConvTranspose2d: Python source. */
export const FULL_CONV_TRANSPOSE_2D = `\
class FullConvTranspose2D(layers.Layer):
    """PyTorch's transposed convolution in full.

    Unlike Conv2DTranspose it has dilation along with a stride, and rows and columns that the output
    padding alone adds, which hold nothing but the bias, and groups of channels. All sizes are (height, width); the kernel is
    laid out like Conv2DTranspose's, [height, width, filters / groups, channels].
    """

    def __init__(
        self,
        filters,
        kernel,
        stride,
        padding,
        output_padding,
        dilation,
        groups=1,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        **options,
    ):
        super().__init__(**options)
        self.filters, self.groups, self.use_bias = filters, groups, use_bias
        self.size, self.stride, self.padding = tuple(kernel), tuple(stride), tuple(padding)
        self.output_padding, self.dilation = tuple(output_padding), tuple(dilation)
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)

    def build(self, shape):
        self.kernel = self.add_weight(
            name="kernel", shape=(*self.size, self.filters // self.groups, shape[-1]), initializer=self.kernel_initializer
        )
        if self.use_bias:
            self.bias = self.add_weight(name="bias", shape=(self.filters,), initializer=self.bias_initializer)

    def call(self, x):
        # It is a convolution, with the kernel turned round, of the image with stride - 1 zeros behind
        # each pixel. What the zeros behind the last one add is taken off the padding there.
        _, height, width, channels = x.shape
        (rows, columns), zeros = self.stride, [(0, self.stride[0] - 1), (0, self.stride[1] - 1)]
        x = keras.ops.reshape(x, (-1, height, 1, width, 1, channels))
        x = keras.ops.pad(x, [(0, 0), (0, 0), zeros[0], (0, 0), zeros[1], (0, 0)])
        x = keras.ops.reshape(x, (-1, height * rows, width * columns, channels))
        before = [d * (k - 1) - p for d, k, p in zip(self.dilation, self.size, self.padding)]
        after = [b + o - z for b, o, (_, z) in zip(before, self.output_padding, zeros)]
        x = self.pad_or_crop(x, before, after)
        kernel = keras.ops.transpose(keras.ops.flip(self.kernel, axis=(0, 1)), (0, 1, 3, 2))
        # The kernel is [height, width, channels, filters / groups] now: its groups lie along the channels.
        images, kernels = keras.ops.split(x, self.groups, axis=3), keras.ops.split(kernel, self.groups, axis=2)
        parts = [
            keras.ops.conv(image, own, padding="valid", dilation_rate=self.dilation) for image, own in zip(images, kernels)
        ]
        x = keras.ops.concatenate(parts, axis=3)
        return x + self.bias if self.use_bias else x

    @staticmethod
    def pad_or_crop(x, before, after):
        """Adds so many rows and columns of zeros, or takes them off where the number is below 0."""
        x = keras.ops.pad(x, [(0, 0), *((max(b, 0), max(a, 0)) for b, a in zip(before, after)), (0, 0)])
        top, left = (max(-b, 0) for b in before)
        bottom, right = (size - max(-a, 0) for size, a in zip(x.shape[1:3], after))
        return x[:, top:bottom, left:right, :]

    def get_config(self):
        return {
            **super().get_config(),
            "filters": self.filters,
            "kernel": self.size,
            "stride": self.stride,
            "padding": self.padding,
            "output_padding": self.output_padding,
            "dilation": self.dilation,
            "groups": self.groups,
            "use_bias": self.use_bias,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
        }`;
